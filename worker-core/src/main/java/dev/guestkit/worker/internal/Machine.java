package dev.guestkit.worker.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is measured of the machine; what cannot be measured is said or left out. */
final class Machine {
    private static final Logger log = LoggerFactory.getLogger(Machine.class);
    private static final long GB = 1_000_000_000L;

    private Machine() {}

    static String hostname() {
        try {
            String name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
            if (!name.isEmpty()) {
                return name;
            }
        } catch (IOException e) {
            log.debug("no host name in /proc: {}", e.toString());
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** Free space where scratch directories go, in GB of 10^9 bytes, rounded down. */
    static Optional<Long> availableDiskGb(Path directory) {
        return availableBytes(directory).map(bytes -> bytes / GB);
    }

    static Optional<Long> availableBytes(Path directory) {
        for (Path up = directory.toAbsolutePath(); up != null; up = up.getParent()) {
            if (Files.exists(up)) {
                // Not of its file store: Java finds none in a root that is no mount point, as in a chroot.
                return Optional.of(up.toFile().getUsableSpace());
            }
        }
        return Optional.empty();
    }

    /** Main memory in GB of 10^9 bytes; the JVM's own limit where the system does not say. */
    static long memoryGb() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/meminfo"))) {
            return lines.filter(line -> line.startsWith("MemTotal:"))
                    .map(line -> line.replaceAll("[^0-9]", ""))
                    .findFirst()
                    .map(kb -> Long.parseLong(kb) * 1024 / GB)
                    .orElseGet(() -> Runtime.getRuntime().maxMemory() / GB);
        } catch (IOException e) {
            return Runtime.getRuntime().maxMemory() / GB;
        }
    }
}
