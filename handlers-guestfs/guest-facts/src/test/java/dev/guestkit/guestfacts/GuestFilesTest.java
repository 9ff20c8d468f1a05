package dev.guestkit.guestfacts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.guestfacts.internal.Globs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuestFilesTest {
    @TempDir
    Path dir;

    @Test
    void linksResolveAsInTheGuest() {
        GuestFiles files = GuestFiles.of(new MemoryTree()
                .file("/usr/lib/os-release", "ID=x\n")
                .link("/lib", "usr/lib")
                .link("/etc/os-release", "../usr/lib/os-release")
                .link("/etc/absolute", "/lib/os-release")
                .link("/etc/far", "../../../../../lib/./os-release"));
        assertThat(text(files, "/etc/os-release")).isEqualTo("ID=x\n");
        assertThat(text(files, "/etc/absolute")).isEqualTo("ID=x\n");
        assertThat(text(files, "/etc/far")).isEqualTo("ID=x\n");
        assertThat(files.resolve("/etc/absolute")).contains("/usr/lib/os-release");
        assertThat(files.lstat("/etc/absolute").orElseThrow().kind()).isEqualTo(GuestNode.Kind.LINK);
    }

    @Test
    void circlesEndWithAReason() {
        GuestFiles files =
                GuestFiles.of(new MemoryTree().link("/a", "b").link("/b", "/a").link("/usr/lib", "/usr/lib"));
        assertThat(files.read("/a", 10)).isEqualTo(new GuestRead.Refused("a circle of symbolic links"));
        assertThat(files.read("/usr/lib/os-release", 10)).isInstanceOf(GuestRead.Refused.class);
        assertThat(files.exists("/a")).isFalse();
    }

    @Test
    void hostLinksNeverLeadOutOfTheTree() throws IOException {
        Path secret = Files.writeString(dir.resolve("secret"), "of the host");
        Path guest = Files.createDirectories(dir.resolve("guest/etc")).getParent();
        Files.createSymbolicLink(guest.resolve("etc/hostname"), secret);
        Files.createSymbolicLink(guest.resolve("etc/up"), Path.of("../../secret"));
        Files.createSymbolicLink(guest.resolve("var"), dir);
        GuestFiles files = GuestFiles.of(new DirectoryTree(guest));
        assertThat(files.read("/etc/hostname", 100)).isEqualTo(new GuestRead.Absent());
        assertThat(files.read("/etc/up", 100)).isEqualTo(new GuestRead.Absent());
        assertThat(files.read("/var/secret", 100)).isEqualTo(new GuestRead.Absent());
        assertThat(new DirectoryTree(guest).node("/var/secret")).isEmpty();
    }

    @Test
    void whatIsNoRegularFileIsNotOpened() throws IOException {
        Tools.need("mkfifo");
        Tools.run(dir, "mkfifo", "pipe");
        Files.createDirectory(dir.resolve("folder"));
        GuestFiles files = GuestFiles.of(new DirectoryTree(dir));
        assertThat(files.read("/pipe", 10)).isEqualTo(new GuestRead.Refused("not a regular file"));
        assertThat(files.read("/folder", 10)).isEqualTo(new GuestRead.Refused("not a regular file"));
    }

    @Test
    void largeFilesAreCutAndThatIsSaid() throws IOException {
        try (var channel = Files.newByteChannel(
                dir.resolve("big"), java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.WRITE)) {
            channel.position(3L << 30);
            channel.write(java.nio.ByteBuffer.wrap(new byte[1]));
        }
        GuestRead.Bytes read =
                (GuestRead.Bytes) GuestFiles.of(new DirectoryTree(dir)).read("/big", 1000);
        assertThat(read.bytes()).hasSize(1000);
        assertThat(read.truncated()).isTrue();
    }

    @Test
    void windowsNamesDoNotCareAboutCase() {
        GuestFiles files = GuestFiles.ignoringCase(new MemoryTree().file("/WINDOWS/system32/Config/software", "x"));
        assertThat(text(files, "/Windows/System32/config/SOFTWARE")).isEqualTo("x");
        assertThat(files.glob("/Windows/System32/config/S*")).hasSize(1);
    }

    @Test
    void globsMatchPartByPart() {
        GuestFiles files = GuestFiles.of(new MemoryTree()
                .file("/etc/a.conf", "")
                .file("/etc/b.conf", "")
                .file("/etc/.hidden.conf", "")
                .file("/etc/sub/c.conf", ""));
        assertThat(files.glob("/etc/*.conf")).containsExactly("/etc/a.conf", "/etc/b.conf");
        assertThat(files.glob("/etc/[b-z].conf")).containsExactly("/etc/b.conf");
        assertThat(files.glob("/etc/[!b].conf")).containsExactly("/etc/a.conf");
        assertThat(files.glob("/*/sub/?.conf")).containsExactly("/etc/sub/c.conf");
    }

    @Test
    void aHostileGlobStaysQuick() {
        String name = "a".repeat(250);
        assertThat(Globs.matches("*a".repeat(120) + "b", name, false)).isFalse();
    }

    @Test
    void mountedTreesLookLikeOne() {
        GuestFiles files = GuestFiles.of(new MountedTree(Map.of(
                "/", new MemoryTree().file("/etc/fstab", "x").link("/boot/below", "hidden"),
                "/boot", new MemoryTree().file("/vmlinuz-1", "k"),
                "/var/lib", new MemoryTree().file("/dpkg/status", "s"))));
        assertThat(text(files, "/boot/vmlinuz-1")).isEqualTo("k");
        assertThat(text(files, "/var/lib/dpkg/status")).isEqualTo("s");
        assertThat(files.list("/")).contains("boot", "etc", "var");
        assertThat(files.exists("/boot/below")).isFalse();
    }

    @Test
    void whatWasNotHandedOverIsNotMissing() {
        GuestFiles files =
                GuestFiles.of(new MemoryTree().withOmitted(Map.of("/var/lib/dpkg/status", "larger than 1 MiB")));
        assertThat(files.read("/var/lib/dpkg/status", 10)).isEqualTo(new GuestRead.Refused("larger than 1 MiB"));
        assertThat(files.list("/var/lib/dpkg")).containsExactly("status");
    }

    @Test
    void aListingGivesNamesWithoutContent() {
        String listing = "d 755 0 0 4096 1700000000.5 ./boot\0\0f 644 0 0 7 1700000000.5 ./boot/vmlinuz-1\n2\0\0"
                + "l 777 0 0 9 1.0 ./vmlinuz\0boot/vmlinuz-1\n2\0";
        ListedTree listed =
                ListedTree.read(new java.io.ByteArrayInputStream(listing.getBytes(StandardCharsets.UTF_8)), 100);
        GuestFiles files = GuestFiles.of(listed.under(new MemoryTree().file("/etc/hostname", "h")));
        assertThat(files.stat("/vmlinuz").orElseThrow().size()).isEqualTo(7);
        assertThat(files.read("/vmlinuz", 10)).isInstanceOf(GuestRead.Refused.class);
        assertThat(text(files, "/etc/hostname")).isEqualTo("h");
        assertThat(listed.notes()).isEmpty();
    }

    private static String text(GuestFiles files, String path) {
        return files.read(path, 1000)
                .content()
                .map(b -> new String(b.bytes(), StandardCharsets.UTF_8))
                .orElse("not read");
    }
}
