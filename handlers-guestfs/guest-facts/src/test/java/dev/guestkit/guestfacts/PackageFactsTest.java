package dev.guestkit.guestfacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageFactsTest {
    @TempDir
    Path dir;

    @Test
    void dpkgPackagesAreWhatDpkgQueryPrints() throws IOException {
        Tools.need("dpkg-query");
        Path status = Path.of("/var/lib/dpkg/status");
        Files.createDirectories(dir.resolve("var/lib/dpkg"));
        Files.copy(status, dir.resolve("var/lib/dpkg/status"));
        String format =
                "${db:Status-Status}|${Package}|${Version}|${Architecture}|${source:Package}|${Installed-Size}\\n";
        List<String> wanted = Tools.run(dir, "dpkg-query", "-W", "-f", format)
                .lines()
                .filter(l -> !l.startsWith("config-files|") && !l.startsWith("not-installed|"))
                .sorted()
                .toList();
        List<String> ours = packages(dir).packages().stream()
                .map(p -> String.join(
                        "|",
                        p.state(),
                        p.name(),
                        p.fullVersion(),
                        p.arch().orElse(""),
                        p.source().orElse(""),
                        p.installedBytes().map(b -> String.valueOf(b / 1024)).orElse("")))
                .sorted()
                .toList();
        assertThat(ours).isEqualTo(wanted).hasSizeGreaterThan(100);
    }

    @Test
    void rpmPackagesInSqliteAreWhatRpmPrints() throws IOException {
        Tools.need("rpm", "rpmbuild");
        Path db = RpmGuest.make(dir, 40);
        assertThat(RpmGuest.lines(packages(dir)))
                .isEqualTo(RpmGuest.query(db, "sqlite"))
                .hasSize(40);
    }

    @Test
    void rpmPackagesOnlyInTheLogOfSqliteCount() throws IOException {
        Tools.need("rpm", "rpmbuild", "sqlite3");
        Path db = RpmGuest.make(dir, 12);
        RpmGuest.moveToLog(db);
        assertThat(Files.size(db.resolve("rpmdb.sqlite-wal"))).isPositive();
        List<String> ours = RpmGuest.lines(packages(dir));
        // Asked afterwards: rpm takes the log over into the database.
        assertThat(ours).isEqualTo(RpmGuest.query(db, "sqlite")).hasSize(11);
    }

    @Test
    void rpmPackagesInBerkeleyDbAreWhatRpmPrints() throws IOException {
        Tools.need("rpm", "rpmbuild", "db5.3_load");
        Path db = RpmGuest.make(dir, 40);
        RpmGuest.toBerkeleyDb(db);
        assertThat(RpmGuest.lines(packages(dir)))
                .isEqualTo(RpmGuest.query(db, "bdb_ro"))
                .hasSize(40);
    }

    @Test
    void rpmPackagesInNdbAreThoseOfTheOtherForms() throws IOException {
        Tools.need("rpm", "rpmbuild");
        Path db = RpmGuest.make(dir, 40);
        List<String> wanted = RpmGuest.query(db, "sqlite");
        RpmGuest.toNdb(db);
        assertThat(RpmGuest.lines(packages(dir))).isEqualTo(wanted).hasSize(40);
    }

    @Test
    void severalFormatsAreReadTogether() {
        MemoryTree tree = new MemoryTree()
                .file(
                        "/lib/apk/db/installed",
                        "P:musl\nV:1.2.4_git2-r4\nA:x86_64\nS:1\nI:634880\nT:libc\no:musl\n\n"
                                + "F:lib\nR:ld.so\n\nP:ssl_client\nV:1.36.1-r15\nA:x86_64\nI:28672\no:busybox\n\n")
                .file(
                        "/var/lib/pacman/local/zlib-1:1.3.1-1/desc",
                        "%NAME%\nzlib\n\n%VERSION%\n1:1.3.1-1\n\n%BASE%\n"
                                + "zlib\n\n%ARCH%\nx86_64\n\n%SIZE%\n123\n\n")
                .file("/var/lib/dpkg/status.d/base", "Package: base-files\nVersion: 12.4\nArchitecture: amd64\n");
        PackageFacts facts = GuestFacts.read(GuestFiles.of(tree), FactsOptions.defaults())
                .packages()
                .known()
                .orElseThrow();
        assertThat(facts.packages())
                .extracting(InstalledPackage::format, InstalledPackage::name, InstalledPackage::fullVersion)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("deb", "base-files", "12.4"),
                        org.assertj.core.groups.Tuple.tuple("apk", "musl", "1.2.4_git2-r4"),
                        org.assertj.core.groups.Tuple.tuple("apk", "ssl_client", "1.36.1-r15"),
                        org.assertj.core.groups.Tuple.tuple("pacman", "zlib", "1:1.3.1-1"));
        InstalledPackage client = facts.packages().get(2);
        assertThat(client.source()).contains("busybox");
        assertThat(client.release()).contains("15");
        assertThat(client.installedBytes()).contains(28672L);
        assertThat(facts.packages().get(3).epoch()).contains(1L);
    }

    @Test
    void damagedDatabaseTakesNothingFromTheOthers() {
        MemoryTree tree = new MemoryTree().file("/var/lib/rpm/Packages", "garbage".repeat(200));
        assertThat(section(tree).unknownBecause().orElseThrow()).contains("/var/lib/rpm/Packages");
        tree.file("/var/lib/dpkg/status", "Package: bash\nStatus: install ok installed\nVersion: 5.2-1\n\n");
        assertThat(section(tree).known().orElseThrow().packages())
                .extracting(InstalledPackage::name)
                .containsExactly("bash");
        assertThat(section(tree).notes()).anyMatch(n -> n.contains("rpm packages are not all known"));
    }

    private static Section<PackageFacts> section(MemoryTree tree) {
        return GuestFacts.read(GuestFiles.of(tree), FactsOptions.defaults(), EnumSet.of(GuestFacts.Topic.PACKAGES))
                .packages();
    }

    @Test
    @DisplayName("Invariant 11: unknown is not a pass, no database is not no packages")
    void noDatabaseIsUnknownAndNotEmpty() {
        Section<PackageFacts> packages = GuestFacts.read(GuestFiles.of(new MemoryTree()), FactsOptions.defaults())
                .packages();
        assertThat(packages.unknownBecause().orElseThrow()).contains("no package database");
    }

    @Test
    void sixtyThousandPackagesAreAllRead() {
        StringBuilder status = new StringBuilder();
        for (int i = 0; i < 60_000; i++) {
            status.append("Package: package-")
                    .append(i)
                    .append("\nStatus: install ok installed\nPriority: optional\n")
                    .append("Section: libs\nInstalled-Size: 77\nMaintainer: Somebody <a@example.org>\n")
                    .append("Architecture: amd64\nVersion: 1:2.3-")
                    .append(i)
                    .append("\nDepends: libc6 (>= 2.36)\n")
                    .append("Description: about it\n")
                    .append(" a line of a longer text about it all\n".repeat(12))
                    .append('\n');
        }
        MemoryTree tree = new MemoryTree().file("/var/lib/dpkg/status", status.toString());
        assertThat(read(GuestFiles.of(tree)).total()).isEqualTo(60_000);
    }

    private static PackageFacts packages(Path root) {
        return read(GuestFiles.of(new DirectoryTree(root)));
    }

    private static PackageFacts read(GuestFiles files) {
        Section<PackageFacts> section = GuestFacts.read(
                        files, FactsOptions.defaults(), EnumSet.of(GuestFacts.Topic.PACKAGES))
                .packages();
        assertThat(section.notes()).isEmpty();
        return section.known().orElseThrow(() -> new AssertionError(section.toString()));
    }
}
