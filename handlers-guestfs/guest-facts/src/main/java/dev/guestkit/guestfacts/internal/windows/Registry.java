package dev.guestkit.guestfacts.internal.windows;

import dev.guestkit.guestfacts.GuestFactsException;
import dev.guestkit.guestfacts.GuestFiles;
import dev.guestkit.guestfacts.internal.Probe;
import dev.guestkit.guestfacts.internal.Unavailable;
import dev.guestkit.guestfacts.internal.regf.Hive;
import dev.guestkit.guestfacts.internal.regf.RegKey;
import java.util.List;
import java.util.Optional;

/** The hives of a Windows guest. */
public final class Registry {
    private static final List<String> ROOTS = List.of("/Windows", "/WINNT");

    private final Probe probe;
    private final String config;

    Registry(Probe probe) {
        this.probe = probe;
        this.config = root(probe.files()).orElse("/Windows") + "/System32/config/";
    }

    /** Where Windows lies; empty when the guest is no Windows. */
    public static Optional<String> root(GuestFiles files) {
        return ROOTS.stream()
                .filter(r ->
                        files.exists(r + "/System32/config/SOFTWARE") || files.exists(r + "/System32/config/SYSTEM"))
                .findFirst();
    }

    Hive hive(String name) {
        return open(config + name);
    }

    Hive open(String path) {
        byte[] bytes = probe.database(path).orElseThrow(() -> new Unavailable(path + " is missing"));
        try {
            Hive hive = new Hive(bytes);
            if (!hive.clean()) {
                probe.notes()
                        .add(
                                path
                                        + ": was not closed cleanly; its newest changes may lie in log files, which are not read");
            }
            return hive;
        } catch (GuestFactsException e) {
            throw new Unavailable(path + ": " + e.getMessage());
        }
    }

    /** The control set in force. */
    RegKey controlSet() {
        Hive system = hive("SYSTEM");
        long current = system.key("Select").flatMap(k -> k.number("Current")).orElse(1L);
        String name = String.format(java.util.Locale.ROOT, "ControlSet%03d", current % 1000);
        return system.key(name)
                .or(() -> system.key("ControlSet001"))
                .orElseThrow(() -> new Unavailable("the SYSTEM hive has no control set " + name));
    }

    static Optional<RegKey> below(RegKey key, String path) {
        Optional<RegKey> at = Optional.of(key);
        for (String part : path.split("\\\\", -1)) {
            at = at.flatMap(k -> k.subkey(part));
        }
        return at;
    }
}
