package dev.guestkit.guestfacts.internal.linux;

import java.util.Map;

/** The names that libguestfs (guestfs(3), inspect-get-distro) gives to the ids of os-release where the two differ. */
final class Distro {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("alpine", "alpinelinux"),
            Map.entry("alt", "altlinux"),
            Map.entry("altlinux", "altlinux"),
            Map.entry("arch", "archlinux"),
            Map.entry("kali", "kalilinux"),
            Map.entry("ol", "oraclelinux"),
            Map.entry("opensuse-leap", "opensuse"),
            Map.entry("opensuse-tumbleweed", "opensuse"),
            Map.entry("sles_sap", "sles"),
            Map.entry("sled", "sles"),
            Map.entry("redhatenterpriselinux", "rhel"),
            Map.entry("void", "voidlinux"));

    private Distro() {}

    static String name(String id) {
        return id.isEmpty() ? "unknown" : NAMES.getOrDefault(id, id);
    }
}
