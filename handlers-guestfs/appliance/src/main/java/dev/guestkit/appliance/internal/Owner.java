package dev.guestkit.appliance.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A process told apart from all others: its number alone is used again. In the name of a folder it is boot, process namespace, number and
 * start time. One of another namespace is never called dead, because it cannot be seen from here.
 */
public record Owner(String boot, String namespace, String pid, String start) {
    private static final String PREFIX = "gk-";

    /** This process. */
    public static Owner self() {
        String pid = Long.toString(ProcessHandle.current().pid());
        return new Owner(
                read("/proc/sys/kernel/random/boot_id").substring(0, 6), namespaceOfSelf(), base36(pid), start(pid));
    }

    /** A name for what belongs to it. */
    public String name() {
        return PREFIX + String.join("-", boot, namespace, pid, start);
    }

    /** Whether a folder's name is that of a process which is gone. */
    public boolean isDead(String name) {
        List<String> parts = List.of(name.split("-", -1));
        if (!name.startsWith(PREFIX) || parts.size() != 6) {
            return false;
        }
        if (!parts.get(1).equals(boot)) {
            return true;
        }
        if (!parts.get(2).equals(namespace)) {
            return false;
        }
        try {
            String decimal = Long.toString(Long.parseLong(parts.get(3), 36));
            return !start(decimal).equals(parts.get(4));
        } catch (NumberFormatException notOurs) {
            return false;
        }
    }

    private static String base36(String decimal) {
        return Long.toString(Long.parseLong(decimal), 36);
    }

    // Field 22; the second field is a name that may hold blanks and brackets.
    private static String start(String pid) {
        Path stat = Path.of("/proc", pid, "stat");
        try {
            String text = Files.readString(stat);
            return base36(text.substring(text.lastIndexOf(')') + 2).split(" ", -1)[19]);
        } catch (IOException gone) {
            return "";
        }
    }

    private static String namespaceOfSelf() {
        try {
            String link = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
            return base36(link.replaceAll("\\D", ""));
        } catch (IOException e) {
            return "0";
        }
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            return "000000";
        }
    }
}
