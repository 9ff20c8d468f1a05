package dev.guestkit.transport.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Which process holds a claim: the boot of its host, its process namespace, its id there and when it began, in the kernel's
 * ticks (proc(5), field 22 of {@code stat}). Anything that could not be read is empty.
 */
record Owner(String boot, String namespace, long pid, String started) {
    private static final Path PROC = Path.of("/proc");

    /** This process. */
    static Owner self() {
        long pid = ProcessHandle.current().pid();
        return new Owner(bootId(), namespace("self"), pid, startOf(pid));
    }

    /**
     * Whether this owner is certainly gone, as seen by {@code observer}: only for processes of the same boot of the same host
     * in the same process namespace, anything else is unknown and so not gone.
     */
    boolean isGone(Owner observer) {
        boolean comparable = !boot.isEmpty()
                && boot.equals(observer.boot)
                && !namespace.isEmpty()
                && namespace.equals(observer.namespace)
                && !started.isEmpty();
        return comparable && !startOf(pid).equals(started);
    }

    private static String bootId() {
        return text(PROC.resolve("sys/kernel/random/boot_id")).trim();
    }

    private static String namespace(String process) {
        try {
            return Files.readSymbolicLink(PROC.resolve(process).resolve("ns/pid"))
                    .toString();
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    /** A zombie has ended as far as jobs go. */
    private static String startOf(long pid) {
        String stat = text(PROC.resolve(Long.toString(pid)).resolve("stat"));
        int name = stat.lastIndexOf(')');
        if (name < 0) {
            return "";
        }
        String[] fields = stat.substring(name + 1).trim().split(" ", -1);
        boolean ended = fields[0].equals("Z") || fields[0].equals("X");
        return ended || fields.length < 20 ? "" : fields[19];
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
