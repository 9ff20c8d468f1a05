package dev.guestkit.guestfacts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.guestfacts.internal.sqlite.SqliteFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Makes genuine rpm databases with rpmbuild and rpm, without root. */
final class RpmGuest {
    private static final String QUERY =
            "%{NAME}|%{EPOCH}|%{VERSION}|%{RELEASE}|%{ARCH}|%{SOURCERPM}|%{SIZE}|%{SUMMARY}\\n";

    private RpmGuest() {}

    /** A database below {@code root} with {@code count} packages, some with an epoch, one with a very long summary. */
    static Path make(Path root, int count) throws IOException {
        Path db = Files.createDirectories(root.resolve("var/lib/rpm"));
        Path work = Files.createTempDirectory(root, "rpmbuild");
        StringBuilder spec = new StringBuilder("Name: base\nVersion: 1.0\nRelease: 1.el9\nSummary: Base\nLicense: MIT\n"
                + "BuildArch: noarch\n%description\nBase.\n%files\n");
        for (int i = 1; i < count; i++) {
            String summary = i == 7 ? "long ".repeat(700) + "end" : "Part " + i + " of the tëst";
            spec.append("%package -n part")
                    .append(i)
                    .append("\nSummary: ")
                    .append(summary)
                    .append('\n');
            spec.append(i % 3 == 0 ? "Epoch: " + i % 2 + "\n" : "")
                    .append("Version: ")
                    .append(i)
                    .append(".2~rc1\n");
            spec.append("%description -n part")
                    .append(i)
                    .append("\n")
                    .append("Text. ".repeat(i == 9 ? 30_000 : 20 * i))
                    .append('\n');
            spec.append("%files -n part").append(i).append('\n');
        }
        Files.writeString(work.resolve("base.spec"), spec);
        Tools.run(
                work,
                "rpmbuild",
                "-bb",
                "--quiet",
                "--define",
                "_topdir " + work,
                "--define",
                "_binary_payload w0.gzdio",
                "base.spec");
        rpm(db, "sqlite", List.of("--initdb"));
        List<String> install = new ArrayList<>(
                List.of("-i", "--justdb", "--nodeps", "--noscripts", "--nosignature", "--ignorearch", "--ignoreos"));
        try (var files = Files.walk(work)) {
            files.map(Path::toString).filter(f -> f.endsWith(".rpm")).forEach(install::add);
        }
        rpm(db, "sqlite", install);
        return db;
    }

    /** Takes the database's header blobs out and the database away. */
    private static List<byte[]> takeBlobs(Path db) throws IOException {
        List<byte[]> blobs = new ArrayList<>();
        byte[] bytes = Files.readAllBytes(db.resolve("rpmdb.sqlite"));
        new SqliteFile(bytes, new byte[0], n -> assertThat(n).isNull()).rows("Packages", 1, blobs::add);
        try (var files = Files.list(db)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        return blobs;
    }

    /** Removes a package in a session that is cut off before the log is taken over into the database. */
    static void moveToLog(Path db) throws IOException {
        Path copy = Files.createDirectory(db.resolve("copy"));
        String script = "PRAGMA journal_mode=WAL;\nPRAGMA wal_autocheckpoint=0;\n"
                + "DELETE FROM Packages WHERE hnum = (SELECT max(hnum) FROM Packages);\n"
                + ".system cp rpmdb.sqlite rpmdb.sqlite-wal copy\n";
        Files.writeString(db.resolve("script"), script);
        Tools.run(db, "sqlite3", "rpmdb.sqlite", ".read script");
        Files.move(copy.resolve("rpmdb.sqlite"), db.resolve("rpmdb.sqlite"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(
                copy.resolve("rpmdb.sqlite-wal"), db.resolve("rpmdb.sqlite-wal"), StandardCopyOption.REPLACE_EXISTING);
    }

    static void toBerkeleyDb(Path db) throws IOException {
        HexFormat hex = HexFormat.of();
        StringBuilder dump = new StringBuilder(
                "VERSION=3\nformat=bytevalue\ntype=hash\ndb_pagesize=4096\nHEADER=END\n 00000000\n 28000000\n");
        int number = 1;
        for (byte[] blob : takeBlobs(db)) {
            dump.append(' ')
                    .append(hex.toHexDigits(Integer.reverseBytes(number++)))
                    .append('\n');
            dump.append(' ').append(hex.formatHex(blob)).append('\n');
        }
        Files.writeString(db.resolve("dump"), dump.append("DATA=END\n"));
        Tools.run(db, "db5.3_load", "-f", "dump", "Packages");
        Files.delete(db.resolve("dump"));
    }

    /** Writes rpm's ndb form; the distribution's rpm is built without it. */
    static void toNdb(Path db) throws IOException {
        List<byte[]> blobs = takeBlobs(db);
        int size = 4096;
        for (byte[] blob : blobs) {
            size += (16 + blob.length + 12 + 15) / 16 * 16;
        }
        ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        out.put("RpmP".getBytes()).putInt(0).putInt(1).putInt(1).putInt(blobs.size() + 1);
        int block = 256;
        for (int i = 0; i < blobs.size(); i++) {
            byte[] blob = blobs.get(i);
            int blocks = (16 + blob.length + 12 + 15) / 16;
            // Slot i + 2 of 16 bytes: magic, package index, first block, number of blocks.
            out.position(16 * (i + 2));
            out.put("Slot".getBytes()).putInt(i + 1).putInt(block).putInt(blocks);
            out.position(16 * block);
            out.put("BlbS".getBytes())
                    .putInt(i + 1)
                    .putInt(1)
                    .putInt(blob.length)
                    .put(blob);
            block += blocks;
        }
        Files.write(db.resolve("Packages.db"), out.array());
    }

    static String rpm(Path db, String backend, List<String> arguments) {
        List<String> command =
                new ArrayList<>(List.of("rpm", "--define", "_db_backend " + backend, "--dbpath", db.toString()));
        command.addAll(arguments);
        return Tools.run(db, command);
    }

    static List<String> query(Path db, String backend) {
        return rpm(db, backend, List.of("-qa", "--qf", QUERY)).lines().sorted().toList();
    }

    /** Our packages in the form of {@link #query}. */
    static List<String> lines(PackageFacts facts) {
        return facts.packages().stream()
                .map(p -> String.join(
                        "|",
                        p.name(),
                        p.epoch().map(String::valueOf).orElse("(none)"),
                        p.version(),
                        p.release().orElse("(none)"),
                        p.arch().orElse("(none)"),
                        p.source().orElse("(none)"),
                        p.installedBytes().map(String::valueOf).orElse("(none)"),
                        p.summary().orElse("(none)")))
                .sorted()
                .toList();
    }
}
