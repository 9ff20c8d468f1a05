package dev.guestkit.guestfacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Whatever bytes lie on a disk, reading them ends soon, with facts or a reason, and never in an Error. */
class HostileInputTest {
    private static final int ROUNDS = Boolean.getBoolean("guestkit.test.full") ? 4000 : 400;

    private static final List<String> TEXTS = List.of(
            "/etc/os-release",
            "/etc/passwd",
            "/etc/shadow",
            "/etc/group",
            "/etc/fstab",
            "/etc/crypttab",
            "/etc/mdadm.conf",
            "/var/lib/dpkg/status",
            "/var/lib/dpkg/status.d/x",
            "/lib/apk/db/installed",
            "/var/lib/pacman/local/x/desc",
            "/var/db/pkg/a/b-1/PF",
            "/var/db/pkg/a/b-1/SIZE",
            "/var/lib/flatpak/app/a/b/c/active/deploy",
            "/var/lib/snapd/sequence/x.json",
            "/etc/netplan/x.yaml",
            "/etc/cloud/cloud.cfg",
            "/etc/network/interfaces",
            "/etc/sysconfig/network-scripts/ifcfg-x",
            "/etc/NetworkManager/system-connections/x",
            "/etc/systemd/network/x.network",
            "/etc/systemd/system/x.service",
            "/lib/systemd/system/x@.service",
            "/lib/systemd/system-preset/x.preset",
            "/etc/init.d/x",
            "/etc/ssh/sshd_config",
            "/etc/selinux/config",
            "/etc/apparmor.d/x",
            "/etc/nftables.conf",
            "/etc/iptables/rules.v4",
            "/etc/ufw/ufw.conf",
            "/etc/ufw/user.rules",
            "/etc/firewalld/firewalld.conf",
            "/etc/firewalld/zones/public.xml",
            "/boot/grub/grub.cfg",
            "/boot/grub/grubenv",
            "/boot/grub/menu.lst",
            "/boot/loader/entries/x.conf",
            "/boot/extlinux/extlinux.conf",
            "/etc/default/grub",
            "/etc/crontab",
            "/etc/hosts",
            "/etc/resolv.conf",
            "/etc/hostname",
            "/etc/redhat-release",
            "/bin/ls",
            "/etc/nginx/nginx.conf",
            "/etc/nginx/ssl/x.pem",
            "/etc/locale.conf",
            "/etc/adjtime");

    private static final String[] WORDS = {
        "[",
        "]",
        "{",
        "}",
        "=",
        ":",
        "\n",
        "\n",
        "\n",
        " ",
        "\t",
        "#",
        "\"",
        "'",
        "\\",
        "$",
        "*",
        "?",
        "%",
        "-A",
        "0",
        "99999999999999999999",
        "Package: a",
        "Status: install ok installed",
        "Version: 1:2-3",
        "[Install]",
        "WantedBy=x",
        "Match all",
        "Include *",
        "iface a inet static",
        "address 1/2",
        "source *",
        "network:",
        "  ethernets:",
        "- &a [*a]",
        "menuentry 'x' {",
        "linux /x",
        "ID=x",
        "x:x:0:0:::",
        "$6$",
        "%NAME%",
        "P:x",
        "V:1",
        "\u0000",
        "\ufffe",
        "\ud83d",
        "-----BEGIN CERTIFICATE-----",
        "-----END CERTIFICATE-----",
        "policy drop;",
        "profile x {"
    };

    @Property(tries = 60)
    void randomBytesEverywhereGiveFactsOrReasons(@ForAll @Size(max = 3000) byte[] bytes) {
        readAll(bytes);
    }

    @Test
    void scrambledWordsOfEveryFormatGiveFactsOrReasons() {
        Random random = new Random(42);
        for (int round = 0; round < ROUNDS / 4; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(300); i > 0; i--) {
                text.append(WORDS[random.nextInt(WORDS.length)]);
            }
            readAll(text.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void veryLongLinesAndDeepNestingEndSoon() {
        for (String unit :
                List.of("[", "{", "a", "a:", "- ", "a=\\\n", "'", "%", "*a", "0", "x,", "\u0000", "(", " ")) {
            readAll(unit.repeat(400_000 / unit.length()).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void readAll(byte[] bytes) {
        MemoryTree tree = new MemoryTree();
        TEXTS.forEach(p -> tree.file(p, bytes));
        read(tree);
        MemoryTree binary = new MemoryTree();
        for (String path : List.of(
                "/var/lib/rpm/rpmdb.sqlite",
                "/usr/lib/sysimage/rpm/Packages.db",
                "/usr/share/rpm/Packages",
                "/WINNT/System32/config/SOFTWARE",
                "/WINNT/System32/config/SYSTEM",
                "/WINNT/System32/config/SAM")) {
            binary.file(path, bytes);
        }
        read(binary);
        read(TarTree.of(bytes));
    }

    /** Reads everything that is known of a guest, which must end soon with facts or reasons. */
    static void read(GuestTree tree) {
        SystemFacts facts = assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> GuestFacts.read(GuestFiles.of(tree), FactsOptions.defaults()));
        String json = facts.asMap().toString();
        assertThat(json.chars().noneMatch(c -> c < ' ' && c != '\t')).isTrue();
        // A parser that was surprised is a hole in it, even though only its section is lost.
        int hole = json.indexOf("reading failed:");
        assertThat(hole < 0 ? "" : json.substring(hole, Math.min(json.length(), hole + 300)))
                .isEmpty();
    }
}
