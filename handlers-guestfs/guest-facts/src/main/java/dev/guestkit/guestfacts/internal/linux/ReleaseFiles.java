package dev.guestkit.guestfacts.internal.linux;

import dev.guestkit.guestfacts.internal.Probe;
import dev.guestkit.guestfacts.internal.Text;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files by which distributions named themselves before os-release. */
final class ReleaseFiles {
    private static final Pattern RELEASE =
            Pattern.compile("^(.{1,200}?)\\s+release\\s+([0-9.]{1,20})(?:.*\\(([^)]{1,64})\\))?");

    /** The order matters: the derived ones also have redhat-release. */
    private static final List<Map.Entry<String, String>> RED_HAT = List.of(
            Map.entry("/etc/oracle-release", "ol"),
            Map.entry("/etc/rocky-release", "rocky"),
            Map.entry("/etc/almalinux-release", "almalinux"),
            Map.entry("/etc/centos-release", "centos"),
            Map.entry("/etc/fedora-release", "fedora"),
            Map.entry("/etc/redhat-release", "rhel"));

    private static final List<Map.Entry<String, String>> PLAIN = List.of(
            Map.entry("/etc/debian_version", "debian"),
            Map.entry("/etc/alpine-release", "alpine"),
            Map.entry("/etc/slackware-version", "slackware"),
            Map.entry("/etc/gentoo-release", "gentoo"));

    private ReleaseFiles() {}

    static void identify(Probe probe, Map<String, String> vars) {
        for (Map.Entry<String, String> file : RED_HAT) {
            Matcher m = RELEASE.matcher(probe.firstLine(file.getKey()).orElse(""));
            if (m.find()) {
                vars.put(
                        "ID",
                        file.getValue().equals("rhel") && m.group(1).startsWith("CentOS") ? "centos" : file.getValue());
                vars.put("PRETTY_NAME", probe.firstLine(file.getKey()).orElse(""));
                vars.put("VERSION_ID", m.group(2));
                vars.put("VERSION_CODENAME", m.group(3) == null ? "" : m.group(3));
                return;
            }
        }
        for (Map.Entry<String, String> file : PLAIN) {
            probe.firstLine(file.getKey()).ifPresent(line -> {
                vars.putIfAbsent("ID", file.getValue());
                vars.putIfAbsent(
                        "VERSION_ID", Text.words(line).get(Text.words(line).size() - 1));
                vars.putIfAbsent("PRETTY_NAME", line);
            });
        }
        if (!vars.containsKey("ID") && probe.files().exists("/etc/arch-release")) {
            vars.put("ID", "arch");
            vars.put("PRETTY_NAME", "Arch Linux");
        }
    }
}
