package dev.guestkit.guestfacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarTreeTest {
    @TempDir
    Path dir;

    @ParameterizedTest
    @ValueSource(strings = {"--format=gnu", "--format=posix", "--format=ustar", "--format=v7"})
    void readsWhatTarWrites(String format) throws IOException {
        Tools.need("tar");
        boolean longNames = !format.contains("ustar") && !format.contains("v7");
        Path guest = tree(longNames);
        Tools.run(guest, "tar", format, "-cf", "../a.tar", ".");
        DirectoryTree real = new DirectoryTree(guest);
        try (TarTree tar = TarTree.open(dir.resolve("a.tar"))) {
            assertThat(tar.notes()).isEmpty();
            assertSame(real, tar, "/");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--format=gnu", "--sparse-version=0.0", "--sparse-version=0.1", "--sparse-version=1.0"})
    void readsSparseFiles(String option) throws IOException {
        Tools.need("tar");
        Path guest = Files.createDirectory(dir.resolve("guest"));
        try (var channel =
                Files.newByteChannel(guest.resolve("sparse"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int i = 1; i < 60; i++) {
                channel.position(i * 200_000L);
                channel.write(ByteBuffer.wrap(("island " + i).getBytes()));
            }
        }
        Files.writeString(guest.resolve("z-after"), "still there");
        String format = option.startsWith("--sparse") ? "--format=posix" : option;
        Tools.run(guest, "tar", format, option, "--sparse", "-cf", "../a.tar", "sparse", "z-after");
        assertThat(Files.size(dir.resolve("a.tar"))).isLessThan(1_000_000);
        TarTree tar = TarTree.of(Files.readAllBytes(dir.resolve("a.tar")));
        assertThat(tar.bytes("/sparse", 20_000_000)).isEqualTo(Files.readAllBytes(guest.resolve("sparse")));
        assertThat(new String(tar.bytes("/z-after", 100))).isEqualTo("still there");
    }

    @Test
    void hostileNamesStayInside() throws IOException {
        Tools.need("tar");
        Files.writeString(dir.resolve("f"), "x");
        Tools.run(dir, "tar", "-P", "--transform=s,^f,/../../../etc/cron.d/x,", "-cf", "a.tar", "f");
        TarTree tar = TarTree.of(Files.readAllBytes(dir.resolve("a.tar")));
        assertThat(tar.node("/etc/cron.d/x")).isPresent();
    }

    @Test
    void aCutArchiveIsSaidAtEveryLength() throws IOException {
        Tools.need("tar");
        Path guest = tree(true);
        Tools.run(guest, "tar", "--format=posix", "-cf", "../a.tar", ".");
        byte[] whole = Files.readAllBytes(dir.resolve("a.tar"));
        int end = whole.length;
        while (whole[end - 1] == 0) {
            end--;
        }
        for (int length = 1; length < end; length += 97) {
            TarTree tar = TarTree.of(Arrays.copyOf(whole, length));
            assertThat(tar.notes()).as("cut at %d of %d", length, end).isNotEmpty();
        }
    }

    private Path tree(boolean longNames) throws IOException {
        Path guest = Files.createDirectory(dir.resolve("guest"));
        Tools.write(guest, "etc/passwd", "root:x:0:0::/:/bin/sh\n");
        Tools.write(guest, "etc/empty", "");
        Tools.write(guest, "etc/block", "b".repeat(512));
        Tools.write(guest, "usr/lib/os-release", "ID=debian\n");
        Files.createSymbolicLink(guest.resolve("lib"), Path.of("usr/lib"));
        Files.createLink(guest.resolve("etc/hard"), guest.resolve("etc/passwd"));
        if (longNames) {
            Tools.write(guest, "d".repeat(90) + "/" + "n".repeat(120) + "/ünï", "long");
            Files.createSymbolicLink(guest.resolve("longlink"), Path.of("t".repeat(180)));
        }
        return guest;
    }

    private static void assertSame(GuestTree real, GuestTree tar, String path) {
        GuestNode a = real.node(path).orElseThrow();
        GuestNode b = tar.node(path).orElseThrow();
        assertThat(b.kind()).as(path).isEqualTo(a.kind());
        assertThat(b.target()).as(path).isEqualTo(a.target());
        assertThat(b.mode()).as(path).isEqualTo(a.mode());
        assertThat(b.size()).as(path).isEqualTo(a.size());
        assertThat(tar.names(path)).as(path).isEqualTo(real.names(path));
        if (a.kind() == GuestNode.Kind.FILE) {
            assertThat(tar.bytes(path, 10_000)).as(path).isEqualTo(real.bytes(path, 10_000));
        }
        real.names(path).forEach(n -> assertSame(real, tar, GuestPath.child(path, n)));
    }
}
