package dev.guestkit.guestfacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @TempDir
    Path dir;

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

    @Test
    void damagedHivesGiveFactsOrReasons() throws IOException {
        Tools.need("hivexregedit");
        byte[] software = Files.readAllBytes(WindowsGuest.hive(dir, "SOFTWARE", WindowsGuest.SOFTWARE));
        byte[] system = Files.readAllBytes(WindowsGuest.hive(dir, "SYSTEM", WindowsGuest.SYSTEM));
        byte[] sam = Files.readAllBytes(WindowsGuest.hive(dir, "SAM", WindowsGuest.sam()));
        Random random = new Random(7);
        for (int round = 0; round < ROUNDS; round++) {
            MemoryTree tree = new MemoryTree()
                    .file("/Windows/System32/config/SOFTWARE", damaged(software, random))
                    .file("/Windows/System32/config/SYSTEM", damaged(system, random))
                    .file("/Windows/System32/config/SAM", damaged(sam, random))
                    .file("/Boot/BCD", damaged(sam, random));
            read(tree);
        }
    }

    @Test
    void damagedRpmDatabasesGivePackagesOrReasons() throws IOException {
        Tools.need("rpm", "rpmbuild", "db5.3_load");
        Path db = RpmGuest.make(dir, 12);
        byte[] sqlite = Files.readAllBytes(db.resolve("rpmdb.sqlite"));
        RpmGuest.toNdb(db);
        byte[] ndb = Files.readAllBytes(db.resolve("Packages.db"));
        Files.write(db.resolve("rpmdb.sqlite"), sqlite);
        RpmGuest.toBerkeleyDb(db);
        byte[] bdb = Files.readAllBytes(db.resolve("Packages"));
        Random random = new Random(9);
        for (int round = 0; round < ROUNDS; round++) {
            read(new MemoryTree()
                    .file("/var/lib/rpm/rpmdb.sqlite", damaged(sqlite, random))
                    .file("/var/lib/rpm/rpmdb.sqlite-wal", damaged(sqlite, random)));
            read(new MemoryTree().file("/var/lib/rpm/Packages.db", damaged(ndb, random)));
            read(new MemoryTree().file("/var/lib/rpm/Packages", damaged(bdb, random)));
        }
    }

    @Test
    void damagedArchivesGiveATreeAndNotes() throws IOException {
        Tools.need("tar");
        Tools.write(dir, "guest/etc/passwd", "root:x:0:0::/:/bin/sh\n");
        Tools.write(dir, "guest/" + "n".repeat(150) + "/x", "y");
        Files.createSymbolicLink(dir.resolve("guest/link"), Path.of("etc"));
        Random random = new Random(11);
        for (String format : List.of("gnu", "posix")) {
            Tools.run(dir, "tar", "--format=" + format, "-S", "-cf", "a.tar", "-C", "guest", ".");
            byte[] whole = Files.readAllBytes(dir.resolve("a.tar"));
            for (int round = 0; round < ROUNDS; round++) {
                byte[] bytes = damaged(whole, random);
                // Sums made right again, so that damage gets past the first check.
                fixSums(bytes);
                TarTree tree = TarTree.of(bytes);
                read(tree);
                walk(tree, "/", 0);
            }
        }
    }

    @Test
    void randomListingsEnd() {
        Random random = new Random(13);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = damaged(
                    "f 644 0 0 7 1.0 ./a\0\0l 777 0 0 7 1.0 ./b\0a\0".repeat(20).getBytes(StandardCharsets.UTF_8),
                    random);
            GuestFiles files = GuestFiles.of(new MemoryTree());
            Section<FileFacts> section = DeepScan.read(
                    new ByteArrayInputStream(bytes),
                    files,
                    new Section.Unknown<>("x", List.of()),
                    FactsOptions.defaults(),
                    Instant.EPOCH,
                    10);
            assertThat(section.asMap()).isNotEmpty();
            assertThat(ListedTree.read(new ByteArrayInputStream(bytes), 1000).names("/"))
                    .isNotNull();
        }
    }

    private static void fixSums(byte[] tar) {
        for (int at = 0; at + 512 <= tar.length; at += 512) {
            boolean header = tar[at + 257] == 'u' && tar[at + 258] == 's';
            if (header) {
                int sum = 8 * ' ';
                for (int i = 0; i < 512; i++) {
                    sum += i >= 148 && i < 156 ? 0 : tar[at + i] & 0xff;
                }
                byte[] text = String.format("%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII);
                System.arraycopy(text, 0, tar, at + 148, 8);
            }
        }
    }

    private static void walk(TarTree tree, String path, int depth) {
        if (depth > 20) {
            return;
        }
        for (String name : tree.names(path)) {
            String child = GuestPath.child(path, name);
            if (tree.node(child).orElseThrow().kind() == GuestNode.Kind.FILE) {
                try {
                    assertThat(tree.bytes(child, 5000).length).isLessThanOrEqualTo(5000);
                } catch (GuestFactsException e) {
                    assertThat(e.kind()).isEqualTo(GuestFactsException.Kind.UNREADABLE);
                }
            }
            walk(tree, child, depth + 1);
        }
    }

    /** Some bytes changed, some numbers made extreme, sometimes cut short. */
    private static byte[] damaged(byte[] whole, Random random) {
        byte[] bytes = whole.clone();
        for (int i = random.nextInt(12); i >= 0; i--) {
            int at = random.nextInt(Math.max(1, bytes.length - 8));
            if (random.nextBoolean()) {
                bytes[at] = (byte) random.nextInt();
            } else {
                Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), (byte) (random.nextBoolean() ? 0xff : 0x7f));
            }
        }
        return random.nextInt(5) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
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

    private static void read(GuestTree tree) {
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
