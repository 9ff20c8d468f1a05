package dev.guestkit.guestfacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeepScanTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    @TempDir
    Path dir;

    @Test
    void aRealListingOfFindIsUnderstood() throws IOException {
        Tools.need("find", "chmod");
        Tools.write(dir, "guest/usr/bin/su", "12345");
        Tools.write(dir, "guest/tmp/file\nwith a line break", "x");
        Tools.write(dir, "guest/open/f", "x".repeat(9000));
        Tools.run(dir, "chmod", "4755", "guest/usr/bin/su");
        Tools.run(dir, "chmod", "1777", "guest/tmp");
        Tools.run(dir, "chmod", "777", "guest/open");
        Tools.run(dir, "chmod", "666", "guest/open/f");
        Files.createSymbolicLink(dir.resolve("guest/link"), Path.of("/etc"));
        String listing = Tools.run(dir.resolve("guest"), "find", ".", "-printf", ListedTree.FIND_FORMAT);
        FileFacts facts = scan(new ByteArrayInputStream(listing.getBytes(StandardCharsets.UTF_8)), new MemoryTree())
                .known()
                .orElseThrow();
        assertThat(facts.privileged())
                .extracting(FileFacts.Listed::path, FileFacts.Listed::mode, FileFacts.Listed::sizeBytes)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("/usr/bin/su", "4755", 5L));
        assertThat(facts.worldWritable())
                .extracting(FileFacts.Listed::path)
                .containsExactlyInAnyOrder("/open", "/open/f");
        assertThat(facts.largest().get(0).path()).isEqualTo("/open/f");
        assertThat(facts.counts().files()).isEqualTo(3);
        assertThat(facts.counts().links()).isEqualTo(1);
    }

    @Test
    void certificatesAreReadAndPrivateKeysAreNot() throws IOException {
        Tools.need("openssl");
        Tools.run(
                dir,
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-keyout",
                "k.pem",
                "-out",
                "c.pem",
                "-days",
                "30",
                "-subj",
                "/CN=web.example/O=X",
                "-addext",
                "subjectAltName=DNS:web.example,IP:10.0.0.1");
        Tools.run(dir, "openssl", "x509", "-in", "c.pem", "-outform", "DER", "-out", "c.der");
        MemoryTree tree = new MemoryTree()
                .file(
                        "/etc/nginx/ssl/both.pem",
                        Files.readString(dir.resolve("k.pem")) + Files.readString(dir.resolve("c.pem")))
                .file("/etc/nginx/ssl/der", Files.readAllBytes(dir.resolve("c.der")))
                .file(
                        "/etc/nginx/ssl/cut.pem",
                        Files.readString(dir.resolve("c.pem")).substring(0, 300))
                .file("/etc/nginx/ssl/bad.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        Section<FileFacts> section = DeepScan.read(
                listing(),
                GuestFiles.of(tree),
                new Section.Unknown<>("x", java.util.List.of()),
                FactsOptions.defaults(),
                Instant.now().plusSeconds(40L * 86_400),
                10);
        FileFacts facts = section.known().orElseThrow();
        assertThat(facts.certificates()).hasSize(2).allSatisfy(c -> {
            assertThat(c.subject()).contains("CN=web.example");
            assertThat(c.names()).containsExactly("web.example", "10.0.0.1");
            assertThat(c.keyBits()).contains(2048);
            assertThat(c.expired()).isTrue();
        });
        assertThat(section.notes())
                .anyMatch(n -> n.contains("cut short"))
                .anyMatch(n -> n.contains("no readable certificate"));
    }

    @Test
    void aMillionFilesTakeLittleMemoryAndAreCountedToTheLast() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] record = "f 4777 0 0 7 1.0 ./some/long/path/to/a/file\0\0".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 300_000; i++) {
            out.writeBytes(record);
        }
        Section<FileFacts> section = scan(new ByteArrayInputStream(out.toByteArray()), new MemoryTree());
        FileFacts facts = section.known().orElseThrow();
        assertThat(facts.counts().privileged()).isEqualTo(300_000);
        assertThat(facts.privileged()).hasSize(100);
        assertThat(section.notes()).anyMatch(n -> n.contains("at most 100"));
    }

    @Test
    void anEmptyListingIsUnknown() {
        assertThat(scan(InputStream.nullInputStream(), new MemoryTree()).unknownBecause())
                .contains("the listing of files is empty");
    }

    @Test
    void filesWithoutAnOwnerAreFoundWhenAccountsAreKnown() {
        MemoryTree tree = new MemoryTree().file("/etc/passwd", "root:x:0:0::/:/bin/sh\n");
        SystemFacts system = GuestFacts.read(GuestFiles.of(tree), FactsOptions.defaults());
        byte[] listing = "f 644 1234 0 7 1.0 ./a\0\0f 644 0 0 7 1.0 ./b\0\0".getBytes(StandardCharsets.UTF_8);
        FileFacts facts = DeepScan.read(
                        new ByteArrayInputStream(listing),
                        GuestFiles.of(tree),
                        system.accounts(),
                        FactsOptions.defaults(),
                        NOW,
                        100)
                .known()
                .orElseThrow();
        assertThat(facts.unowned()).extracting(FileFacts.Listed::path).containsExactly("/a");
        GuestEntry a = new GuestEntry("/a", new GuestNode(GuestNode.Kind.FILE, 0644, 1234, 0, 7, 1, ""));
        assertThat(DeepScan.of(
                                java.util.List.of(a),
                                GuestFiles.of(tree),
                                system.accounts(),
                                FactsOptions.defaults(),
                                NOW,
                                100)
                        .known()
                        .orElseThrow()
                        .unowned())
                .isEqualTo(facts.unowned());
    }

    private static InputStream listing() {
        return new ByteArrayInputStream("f 644 0 0 7 1.0 ./a\0\0".getBytes(StandardCharsets.UTF_8));
    }

    private static Section<FileFacts> scan(InputStream listing, GuestTree tree) {
        return DeepScan.read(
                listing,
                GuestFiles.of(tree),
                new Section.Unknown<>("not asked for", java.util.List.of()),
                FactsOptions.defaults(),
                NOW,
                100);
    }
}
