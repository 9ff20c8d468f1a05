package dev.guestkit.guestfacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemFactsTest {
    private final MemoryTree tree = new MemoryTree();

    @TempDir
    Path dir;

    @Test
    void osReleaseNamesTheSystem() throws IOException {
        tree.file(
                        "/usr/lib/os-release",
                        "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\nVERSION_ID=\"12\"\nVERSION_CODENAME=bookworm\n")
                .link("/etc/os-release", "../usr/lib/os-release")
                .file("/etc/debian_version", "12.5\n")
                .file("/etc/hostname", "# a comment\nweb1\n")
                .file("/etc/machine-id", "0123456789abcdef0123456789abcdef\n")
                .file("/bin/ls", Files.readAllBytes(Path.of("/bin/ls")))
                .link("/sbin/init", "/lib/systemd/systemd")
                .file("/lib/systemd/systemd", "x");
        OsFacts os = os();
        assertThat(os.productName()).isEqualTo("Debian GNU/Linux 12 (bookworm)");
        assertThat(os.distro()).isEqualTo("debian");
        assertThat(os.major()).contains(12L);
        assertThat(os.minor()).contains(5L);
        assertThat(os.codename()).contains("bookworm");
        assertThat(os.hostname()).contains("web1");
        assertThat(os.init()).contains("systemd");
        assertThat(os.packageManagement()).contains("apt");
        assertThat(os.architecture()).contains(System.getProperty("os.arch").replace("amd64", "x86_64"));
    }

    @Test
    void olderReleaseFilesNameItToo() {
        tree.file("/etc/redhat-release", "CentOS Linux release 7.9.2009 (Core)\n")
                .file("/etc/passwd", "");
        assertThat(os().distro()).isEqualTo("centos");
        assertThat(os().major()).contains(7L);
        assertThat(os().minor()).contains(9L);
        assertThat(os().codename()).contains("Core");
    }

    @Test
    void nothingNamedIsUnknown() {
        assertThat(all().os().unknownBecause()).isPresent();
        assertThat(all().accounts().unknownBecause()).contains("/etc/passwd is missing");
    }

    @Test
    void passwordsAreDescribedAndNeverShown() {
        tree.file(
                "/etc/passwd",
                "root:x:0:0:root:/root:/bin/bash\na:x:1:1:A B,room:/home/a:/bin/sh\nb:x:2:1::/:/bin/sh\n"
                        + "c:x:3:3::/:/bin/sh\nd:x:4:4::/:/bin/sh\ne:x:5:5::/:/bin/sh\n+nis::::::\nbroken\n");
        tree.file(
                "/etc/shadow",
                "root:$y$j9T$SECRET$SECRETSECRET:19000:0:99999:7:::\na:!$6$SECRET$SECRET:19001::::::\nb::1:::::1:\n"
                        + "c:*:::::::\nd:!!:::::::\n");
        tree.file("/etc/group", "root:x:0:\nstaff:x:1:\nsudo:x:27:a,b\n");
        AccountFacts accounts = all().accounts().known().orElseThrow();
        assertThat(accounts.users())
                .extracting(AccountFacts.User::password)
                .containsExactly(
                        AccountFacts.Password.SET,
                        AccountFacts.Password.LOCKED,
                        AccountFacts.Password.EMPTY,
                        AccountFacts.Password.DISABLED,
                        AccountFacts.Password.DISABLED,
                        AccountFacts.Password.UNKNOWN);
        assertThat(accounts.users().get(0).hash()).contains("yescrypt");
        assertThat(accounts.users().get(1).hash()).contains("sha512");
        assertThat(accounts.users().get(1).groups()).containsExactly("staff", "sudo");
        assertThat(accounts.users().get(1).fullName()).contains("A B");
        assertThat(accounts.users().get(1).lastChange()).contains("2022-01-09");
        assertThat(accounts.users().get(2).enabled()).isFalse();
        assertThat(all().asMap().toString()).doesNotContain("SECRET");
    }

    @Test
    void aMillionAccountsAreCutAndThatIsSaid() {
        tree.file("/etc/passwd", "u:x:1:1::/:/bin/sh\n".repeat(1_000_000));
        Section<AccountFacts> accounts = all().accounts();
        assertThat(accounts.known().orElseThrow().users()).hasSizeLessThanOrEqualTo(200_000);
        assertThat(accounts.notes()).anyMatch(n -> n.contains("only the first 200000"));
    }

    @Test
    void fstabIsWhatFindmntReads() throws IOException {
        Tools.need("findmnt");
        String fstab =
                "# c\nUUID=a-b / ext4 errors=remount-ro 0 1\n/dev/sda2\t/with\\040blank\txfs\tdefaults,noatime\n\n"
                        + "LABEL=s none swap sw 0 0\ntmpfs /tmp tmpfs size=1G 0 0\n";
        tree.file("/etc/fstab", fstab);
        Files.writeString(dir.resolve("fstab"), fstab);
        StorageFacts storage = all().storage().known().orElseThrow();
        List<String> real = Tools.run(
                        dir, "findmnt", "--tab-file", "fstab", "-n", "-P", "-o", "SOURCE,TARGET,FSTYPE,OPTIONS")
                .lines()
                .toList();
        assertThat(storage.fstab().stream()
                        .map(m -> "SOURCE=\"%s\" TARGET=\"%s\" FSTYPE=\"%s\" OPTIONS=\"%s\""
                                .formatted(m.spec(), m.mountPoint(), m.type(), String.join(",", m.options())))
                        .toList())
                .isEqualTo(real);
        assertThat(storage.swap()).containsExactly("LABEL=s");
    }

    @Test
    void crypttabAndArrays() {
        tree.file("/etc/fstab", "")
                .file("/etc/crypttab", "luks UUID=x none luks,discard\n")
                .file("/etc/mdadm/mdadm.conf", "ARRAY /dev/md0 metadata=1.2\n   UUID=1:2:3:4 name=h:0\n");
        StorageFacts storage = all().storage().known().orElseThrow();
        assertThat(storage.crypttab().get(0).options()).containsExactly("luks", "discard");
        assertThat(storage.mdArrays().get(0).uuid()).contains("1:2:3:4");
        assertThat(storage.mdArrays().get(0).name()).contains("h:0");
    }

    @Test
    void controlCharactersAreMadeHarmless() {
        tree.file("/etc/os-release", "ID=evil\nPRETTY_NAME=\"a\u001b[31mb\u202ec\"\n");
        assertThat(os().productName()).isEqualTo("a\ufffd[31mb\ufffdc");
    }

    private SystemFacts all() {
        return GuestFacts.read(GuestFiles.of(tree), FactsOptions.defaults());
    }

    private OsFacts os() {
        return all().os().known().orElseThrow();
    }
}
