package dev.guestkit.guestfacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of known formats with some bytes changed or cut off: what is left of them is read, or a reason given. */
class DamagedFilesTest {
    private static final int ROUNDS = Boolean.getBoolean("guestkit.test.full") ? 4000 : 400;

    @TempDir
    Path dir;

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
            HostileInputTest.read(tree);
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
            HostileInputTest.read(new MemoryTree()
                    .file("/var/lib/rpm/rpmdb.sqlite", damaged(sqlite, random))
                    .file("/var/lib/rpm/rpmdb.sqlite-wal", damaged(sqlite, random)));
            HostileInputTest.read(new MemoryTree().file("/var/lib/rpm/Packages.db", damaged(ndb, random)));
            HostileInputTest.read(new MemoryTree().file("/var/lib/rpm/Packages", damaged(bdb, random)));
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
                HostileInputTest.read(tree);
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
    static byte[] damaged(byte[] whole, Random random) {
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
}
