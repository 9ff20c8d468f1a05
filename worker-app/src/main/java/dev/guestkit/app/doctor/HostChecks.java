package dev.guestkit.app.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What any worker needs of its host. */
final class HostChecks {
    /** Of an appliance and what it holds back for qemu. */
    private static final long MEMORY_WANTED = 1L << 30;

    /** The appliance's own files and an overlay or two. */
    private static final long SPACE_WANTED = 2L << 30;

    private final Path root;

    /** Looks at the machine below {@code root}; another one in tests. */
    HostChecks(Path root) {
        this.root = root;
    }

    List<Finding> all(Path spool, Path scratch) {
        List<Finding> findings = new ArrayList<>();
        findings.add(java(Runtime.version().feature()));
        findings.add(memory());
        findings.add(space("space for the appliance", root.resolve("var/tmp")));
        findings.add(space("space for jobs", scratch));
        findings.add(spool(spool));
        return findings;
    }

    static Finding java(int feature) {
        String detail = feature + " (" + System.getProperty("java.home") + ")";
        return feature >= 17
                ? Finding.ok("Java", detail)
                : Finding.broken("Java", detail, "install Java 17 or newer, or set JAVA_HOME to one");
    }

    Finding memory() {
        String subject = "memory";
        try {
            Optional<Long> kilobytes = Files.readAllLines(root.resolve("proc/meminfo")).stream()
                    .filter(line -> line.startsWith("MemAvailable:"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
            if (kilobytes.isEmpty()) {
                return Finding.unknown(subject, "/proc/meminfo does not say how much is available");
            }
            long bytes = kilobytes.get() * 1024;
            String detail = (bytes >> 20) + " MiB available";
            return bytes >= MEMORY_WANTED
                    ? Finding.ok(subject, detail)
                    : Finding.broken(subject, detail, "an appliance needs about 700 MiB; free some or add some");
        } catch (IOException | NumberFormatException e) {
            return Finding.unknown(subject, "cannot be read: " + e.getMessage());
        }
    }

    static Finding space(String subject, Path directory) {
        if (!Files.isDirectory(directory) || !Files.isWritable(directory)) {
            return Finding.broken(
                    subject, directory + " is no directory that can be written to", "make it, or name another");
        }
        // Asked of the directory, not of its file store: Java finds no store in a root that is no mount point, as in a
        // chroot.
        long free = directory.toFile().getUsableSpace();
        String detail = (free >> 20) + " MiB free in " + directory;
        return free >= SPACE_WANTED
                ? Finding.ok(subject, detail)
                : Finding.broken(subject, detail, "at least " + (SPACE_WANTED >> 20) + " MiB are wanted; make room");
    }

    static Finding spool(Path spool) {
        Optional<Path> nearest = Optional.of(spool);
        while (nearest.isPresent() && !Files.exists(nearest.get())) {
            nearest = nearest.map(Path::getParent);
        }
        Path there = nearest.orElse(spool);
        if (!Files.isDirectory(there) || !Files.isWritable(there)) {
            return Finding.broken(
                    "spool",
                    there + " cannot be written to by this user",
                    "name another with --spool, or change its owner");
        }
        return Finding.ok("spool", there.equals(spool) ? spool.toString() : spool + " will be made");
    }
}
