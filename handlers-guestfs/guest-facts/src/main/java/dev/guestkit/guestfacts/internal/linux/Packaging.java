package dev.guestkit.guestfacts.internal.linux;

import dev.guestkit.guestfacts.internal.Probe;
import dev.guestkit.guestfacts.internal.Text;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which package format and which manager a distribution uses; by what lies there, then by its family. */
record Packaging(Optional<String> format, Optional<String> management) {
    static Packaging of(Probe probe, String id, String idLike) {
        Set<String> family = new HashSet<>(Text.words(idLike));
        family.add(id);
        if (any(family, "debian", "ubuntu", "kali", "linuxmint") || there(probe, "/var/lib/dpkg/status")) {
            return packaging("deb", "apt");
        }
        if (any(family, "alpine") || there(probe, "/lib/apk/db/installed")) {
            return packaging("apk", "apk");
        }
        if (any(family, "arch") || there(probe, "/var/lib/pacman/local")) {
            return packaging("pacman", "pacman");
        }
        if (any(family, "suse", "opensuse", "sles", "sled", "opensuse-leap", "opensuse-tumbleweed")) {
            return packaging("rpm", "zypper");
        }
        boolean rpm = any(family, "rhel", "fedora", "centos", "ol", "amzn", "mageia", "openEuler");
        if (rpm || there(probe, "/var/lib/rpm") || there(probe, "/usr/lib/sysimage/rpm")) {
            boolean dnf = there(probe, "/etc/dnf") || there(probe, "/usr/bin/dnf");
            boolean yum = there(probe, "/etc/yum.conf") || there(probe, "/usr/bin/yum");
            return packaging("rpm", yum && !dnf ? "yum" : "dnf");
        }
        return any(family, "gentoo")
                ? packaging("ebuild", "portage")
                : new Packaging(Optional.empty(), Optional.empty());
    }

    private static Packaging packaging(String format, String management) {
        return new Packaging(Optional.of(format), Optional.of(management));
    }

    private static boolean there(Probe probe, String path) {
        return probe.files().exists(path);
    }

    private static boolean any(Set<String> family, String... ids) {
        return List.of(ids).stream().anyMatch(family::contains);
    }
}
