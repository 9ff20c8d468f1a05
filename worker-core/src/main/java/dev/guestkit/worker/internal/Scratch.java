package dev.guestkit.worker.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Private directories of attempts, mode 0700, their names carrying the process that owns them: host, boot, process namespace, number, start.
 * Containers and hosts may share the place, so what belongs to a process that cannot be seen from here is left alone. Thread-safe.
 */
final class Scratch {
    private static final Logger log = LoggerFactory.getLogger(Scratch.class);
    private static final String PREFIX = "guestkit-job-";
    private static final Pattern OWNED = Pattern.compile(PREFIX + "([0-9a-f]+)-([0-9a-f]+)-(\\d+)-(\\d+)-(\\d+)-.*");

    private final String host = hex(hostname());
    private final String boot = hex(text(Path.of("/proc/sys/kernel/random/boot_id")));
    private final String namespace = namespace();
    private final Path base;

    Scratch(Path base) {
        this.base = base;
    }

    Path create() {
        try {
            Files.createDirectories(base);
            return Files.createTempDirectory(
                    base,
                    PREFIX + String.join("-", host, boot, namespace, owner(ProcessHandle.current())) + "-",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a scratch directory below " + base, e);
        }
    }

    /** Process id and start time: the id alone may belong to another process by now. */
    private static String owner(ProcessHandle process) {
        return process.pid() + "-"
                + process.info().startInstant().map(i -> i.toEpochMilli()).orElse(0L);
    }

    /** Removes what workers left behind that were killed. */
    void sweep() {
        if (!Files.isDirectory(base)) {
            return;
        }
        try (var entries = Files.newDirectoryStream(base, PREFIX + "*")) {
            for (Path entry : entries) {
                if (isOrphan(entry)) {
                    log.info("removing the scratch directory {} of a process that is gone", entry);
                    remove(entry);
                }
            }
        } catch (IOException e) {
            log.warn("cannot look for leftovers below {}: {}", base, e.toString());
        }
    }

    private boolean isOrphan(Path entry) {
        Matcher owned = OWNED.matcher(String.valueOf(entry.getFileName()));
        if (!owned.matches() || !owned.group(1).equals(host)) {
            return false;
        }
        if (!owned.group(2).equals(boot)) {
            return true;
        }
        if (!owned.group(3).equals(namespace)) {
            return false;
        }
        try {
            return ProcessHandle.of(Long.parseLong(owned.group(4)))
                    .map(process -> !owner(process).equals(owned.group(4) + "-" + owned.group(5)))
                    .orElse(true);
        } catch (NumberFormatException e) {
            return false; // not a name of ours
        }
    }

    private static String hex(String text) {
        return Integer.toHexString(text.hashCode());
    }

    private static String hostname() {
        return text(Path.of("/proc/sys/kernel/hostname"));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return ""; // no Linux: then all processes are seen from here
        }
    }

    private static String namespace() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/pid"))
                    .toString()
                    .replaceAll("\\D", "");
        } catch (IOException e) {
            return "0";
        }
    }

    /** Removes a tree without following links out of it. */
    static void remove(Path directory) {
        try {
            Files.walkFileTree(directory, new Remover());
        } catch (IOException e) {
            log.warn("cannot remove the scratch directory {}: {}", directory, e.toString());
        }
    }

    private static final class Remover extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @org.jspecify.annotations.Nullable IOException e)
                throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
