package dev.guestkit.guestfacts.internal.linux;

import dev.guestkit.guestfacts.GuestNode;
import dev.guestkit.guestfacts.SecurityFacts;
import dev.guestkit.guestfacts.internal.Probe;
import dev.guestkit.guestfacts.internal.Text;
import dev.guestkit.guestfacts.internal.Unavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads SELinux's and AppArmor's configuration, and the firewalls'. */
public final class SecurityReader {
    private final Probe probe;

    private SecurityReader(Probe probe) {
        this.probe = probe;
    }

    /** What is configured; unavailable when the guest's /etc is not there. */
    public static SecurityFacts read(Probe probe) {
        if (probe.files().list("/etc").isEmpty()) {
            throw new Unavailable("/etc is missing or empty");
        }
        SecurityReader reader = new SecurityReader(probe);
        return new SecurityFacts(reader.selinux(), reader.apparmor(), new FirewallReader(probe).read());
    }

    private SecurityFacts.Selinux selinux() {
        Optional<List<String>> lines = probe.lines("/etc/selinux/config");
        Map<String, String> vars = ShellVars.parse(lines.orElse(List.of()));
        Optional<String> policy = Optional.ofNullable(vars.get("SELINUXTYPE"));
        boolean installed = policy.filter(p -> !p.contains("/"))
                .map(p -> !probe.files()
                        .glob("/etc/selinux/" + p + "/policy/policy.*")
                        .isEmpty())
                .orElse(false);
        return new SecurityFacts.Selinux(
                lines.isPresent(),
                Optional.ofNullable(vars.get("SELINUX")).map(Text::lower),
                policy,
                installed,
                probe.files().exists("/.autorelabel"));
    }

    private SecurityFacts.Apparmor apparmor() {
        List<SecurityFacts.Profile> profiles = new ArrayList<>();
        for (String name : probe.files().list("/etc/apparmor.d")) {
            String path = "/etc/apparmor.d/" + name;
            boolean file = probe.files()
                    .stat(path)
                    .filter(n -> n.kind() == GuestNode.Kind.FILE)
                    .isPresent();
            if (file && !name.startsWith(".") && !name.endsWith(".dpkg-dist") && !name.endsWith("~")) {
                profiles.add(new SecurityFacts.Profile(Text.clean(name), mode(path, name)));
            }
        }
        return new SecurityFacts.Apparmor(
                probe.files().exists("/etc/apparmor.d"), probe.limited(profiles, "AppArmor profiles"));
    }

    private String mode(String path, String name) {
        if (probe.files().lstat("/etc/apparmor.d/disable/" + name).isPresent()) {
            return "disabled";
        }
        if (probe.files().lstat("/etc/apparmor.d/force-complain/" + name).isPresent()) {
            return "complain";
        }
        String heads = probe.linesOrNone(path).stream()
                .filter(l -> l.strip().endsWith("{") && l.contains("flags"))
                .findFirst()
                .orElse("");
        return heads.contains("complain") ? "complain" : heads.contains("unconfined") ? "unconfined" : "enforce";
    }
}
