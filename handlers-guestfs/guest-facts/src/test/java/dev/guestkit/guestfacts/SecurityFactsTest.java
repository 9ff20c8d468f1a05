package dev.guestkit.guestfacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecurityFactsTest {
    private final MemoryTree tree = new MemoryTree().file("/etc/passwd", "");

    @TempDir
    Path dir;

    @Test
    void sshdSettingsAreWhatSshdPrints() throws IOException {
        Tools.need("sshd", "ssh-keygen");
        // sshd -T wants the folder that its service makes at start.
        Tools.run(dir, "mkdir", "-p", "/run/sshd");
        Tools.run(dir, "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "key");
        Files.createDirectory(dir.resolve("conf"));
        String main =
                "# comment\nInclude " + dir + "/conf/*.conf\nPort 2222\nport=2200\nPermitRootLogin prohibit-password\n"
                        + "PasswordAuthentication \"no\"\nPasswordAuthentication yes\nChallengeResponseAuthentication no\nUsePAM yes\n"
                        + "LoginGraceTime 1m30s\nAllowUsers a b\nAllowUsers c # and no more\nX11Forwarding YES\nSubsystem sftp internal-sftp -f X\n"
                        + "AcceptEnv LANG LC_*\nMaxAuthTries 3\nClientAliveInterval 5m\nLogLevel verbose\nHostKey "
                        + dir + "/key\n"
                        + "Match User bob\n  PasswordAuthentication yes\n  X11Forwarding no\nMatch Group wheel Address 10.0.0.0/8\n  PermitRootLogin yes\n"
                        + "Match all\nStrictModes = no\nTCPKeepAlive =no\nPermitTTY= no\nUseDNS\t=\tyes\nMaxAuthTries 5\n";
        Files.writeString(
                dir.resolve("conf/10.conf"),
                "MaxAuthTries 9\nBanner /etc/issue\nMatch User eve\n AllowTcpForwarding no\n");
        Files.writeString(dir.resolve("conf/20.conf"), "Banner none\nGatewayPorts clientspecified\n");
        Files.writeString(dir.resolve("sshd_config"), main);
        Map<String, TreeSet<String>> real = new TreeMap<>();
        Tools.run(dir, "/usr/sbin/sshd", "-T", "-f", dir.resolve("sshd_config").toString())
                .lines()
                .forEach(l -> {
                    String[] kv = l.split(" ", 2);
                    real.computeIfAbsent(kv[0], k -> new TreeSet<>()).add(kv[1]);
                });
        tree.file("/etc/ssh/sshd_config", main)
                .file(dir + "/conf/10.conf", Files.readString(dir.resolve("conf/10.conf")))
                .file(dir + "/conf/20.conf", Files.readString(dir.resolve("conf/20.conf")));
        SshdFacts sshd = all().sshd().known().orElseThrow();
        sshd.effective()
                .forEach((key, values) -> assertThat(real.get(key)).as(key).isEqualTo(new TreeSet<>(values)));
        assertThat(sshd.effective()).hasSizeGreaterThan(30);
        assertThat(sshd.matches())
                .extracting(SshdFacts.Match::criteria)
                .containsExactly("User eve", "User bob", "Group wheel Address 10.0.0.0/8");
        assertThat(sshd.matches().get(1).settings()).containsEntry("x11forwarding", List.of("no"));
        assertThat(sshd.explicit())
                .containsEntry("banner", dir + "/conf/10.conf")
                .containsEntry("maxauthtries", "/etc/ssh/sshd_config");
    }

    @Test
    void includesInACircleEnd() {
        tree.file("/etc/ssh/sshd_config", "Include /etc/ssh/sshd_config\nInclude /etc/ssh/sshd_config\nPort 1\n");
        Section<SshdFacts> sshd = all().sshd();
        assertThat(sshd.known().orElseThrow().effective().get("port")).contains("1");
        assertThat(sshd.notes()).anyMatch(n -> n.contains("too deep"));
    }

    @Test
    void noServerIsAnAnswer() {
        assertThat(all().sshd().known().orElseThrow().configured()).isFalse();
    }

    @Test
    void selinuxAndApparmor() {
        tree.file("/etc/selinux/config", "SELINUX=Enforcing\nSELINUXTYPE=targeted\n")
                .file("/etc/selinux/targeted/policy/policy.33", "x")
                .file("/.autorelabel", "");
        tree.file("/etc/apparmor.d/usr.bin.a", "profile a /usr/bin/a {\n}\n")
                .file("/etc/apparmor.d/usr.bin.b", "/usr/bin/b flags=(complain) {\n}\n")
                .file("/etc/apparmor.d/usr.bin.c", "/usr/bin/c {\n}\n")
                .link("/etc/apparmor.d/disable/usr.bin.c", "/etc/apparmor.d/usr.bin.c")
                .file("/etc/apparmor.d/abstractions/base", "");
        SecurityFacts security = all().security().known().orElseThrow();
        assertThat(security.selinux().mode()).contains("enforcing");
        assertThat(security.selinux().policyInstalled() && security.selinux().relabelPending())
                .isTrue();
        assertThat(security.apparmor().profiles())
                .extracting(SecurityFacts.Profile::mode)
                .containsExactly("enforce", "complain", "disabled");
    }

    @Test
    void firewallsOfEveryKind() {
        tree.file(
                        "/etc/nftables.conf",
                        "#!/usr/sbin/nft -f\nflush ruleset\ntable inet filter {\n chain input {\n"
                                + "  type filter hook input priority 0; policy drop;\n  ct state established accept\n  tcp dport 22 accept\n }\n}\n")
                .link(
                        "/etc/systemd/system/sysinit.target.wants/nftables.service",
                        "/lib/systemd/system/nftables.service")
                .file(
                        "/etc/iptables/rules.v4",
                        "*filter\n:INPUT DROP [0:0]\n:mine - [0:0]\n-A INPUT -i lo -j ACCEPT\nCOMMIT\n")
                .file("/etc/ufw/ufw.conf", "ENABLED=yes\n")
                .file("/etc/default/ufw", "DEFAULT_INPUT_POLICY=\"DROP\"\n")
                .file("/etc/ufw/user.rules", "### tuple ### allow tcp 22 0.0.0.0/0 any 0.0.0.0/0 in\n")
                .file("/etc/firewalld/firewalld.conf", "DefaultZone=work\n")
                .file(
                        "/etc/firewalld/zones/work.xml",
                        "<zone target=\"DROP\">\n<service name=\"ssh\"/>\n<port port=\"80\" protocol=\"tcp\"/>\n</zone>\n");
        List<SecurityFacts.Firewall> walls =
                all().security().known().orElseThrow().firewalls();
        assertThat(walls)
                .extracting(SecurityFacts.Firewall::kind)
                .containsExactly("nftables", "iptables", "ufw", "firewalld");
        assertThat(walls.get(0).policies()).containsEntry("input", "drop");
        assertThat(walls.get(0).rules()).isEqualTo(2);
        assertThat(walls.get(0).enabled()).contains(true);
        assertThat(walls.get(1).policies()).isEqualTo(Map.of("filter/INPUT", "DROP"));
        assertThat(walls.get(1).enabled()).contains(false);
        assertThat(walls.get(2).openings()).containsExactly("22/tcp");
        assertThat(walls.get(3).openings()).containsExactly("ssh", "80/tcp");
    }

    @Test
    void nftRulesAreReadHoweverTheyAreLaidOut() {
        tree.link("/etc/systemd/system/x.wants/other.service", "/x")
                .file("/etc/nftables.d/10.nft", "add rule inet f input udp dport 53 accept # dns; not two\n")
                .file(
                        "/etc/nftables.conf",
                        "define lan = { 10.0.0.0/8, 192.168.0.0/16 }\ntable inet f {\n set bad { type ipv4_addr; elements = { 1.2.3.4,\n 5.6.7.8 } }\n"
                                + " chain input {\n  type filter hook input priority 0;\n  policy drop;\n  ip saddr @bad drop\n"
                                + "  tcp dport { 22,\n   80 } accept; ct state invalid drop\n  log prefix \"a;b}{ #c \" \\\n   reject\n }\n"
                                + " chain out { type filter hook output priority filter; }\n chain mine { jump other }\n}\n"
                                + "include \"/etc/nftables.d/*.nft\"\n");
        SecurityFacts.Firewall nft =
                all().security().known().orElseThrow().firewalls().get(0);
        assertThat(nft.policies()).isEqualTo(Map.of("input", "drop", "output", "accept"));
        assertThat(nft.rules()).isEqualTo(6);
        assertThat(nft.enabled()).contains(false);
    }

    @Test
    void nothingThatSaysWhetherAFirewallStartsIsUnknown() {
        tree.file("/etc/nftables.conf", "table inet f { }\n");
        assertThat(all().security().known().orElseThrow().firewalls().get(0).enabled())
                .isEmpty();
    }

    @Test
    void matchInAnIncludedFileStaysBelowTheMatchAround() {
        tree.file("/etc/ssh/sshd_config", "Match User bob\nInclude more\nMatch all\nPort 7\n")
                .file("/etc/ssh/more", "Match Address 10.0.0.1\nX11Forwarding no\nMatch all\nPermitTTY no\n");
        SshdFacts sshd = all().sshd().known().orElseThrow();
        assertThat(sshd.matches())
                .extracting(SshdFacts.Match::criteria)
                .containsExactly("User bob", "User bob Address 10.0.0.1");
        assertThat(sshd.matches().get(0).settings()).containsOnlyKeys("permittty");
        assertThat(sshd.effective()).containsEntry("port", List.of("7"));
    }

    @Test
    @DisplayName("Invariant 11: unknown is not a pass, an empty guest has no answers")
    void everySectionIsUnknownInAnEmptyGuest() {
        SystemFacts facts = GuestFacts.read(GuestFiles.of(new MemoryTree()), FactsOptions.defaults());
        List<Section<?>> sections = new ArrayList<>(List.of(
                facts.os(),
                facts.packages(),
                facts.services(),
                facts.accounts(),
                facts.network(),
                facts.security(),
                facts.sshd(),
                facts.software(),
                facts.environment()));
        assertThat(sections).allMatch(s -> s.unknownBecause().isPresent());
        assertThat(facts.storage().notes()).isNotEmpty();
        assertThat(facts.boot().notes()).isNotEmpty();
    }

    private SystemFacts all() {
        return GuestFacts.read(GuestFiles.of(tree), FactsOptions.defaults());
    }
}
