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
    void portagePackagesAreNamedAsTheSpecificationTakesThemApart() {
        MemoryTree tree = new MemoryTree();
        for (String name : java.util.List.of(
                "app-shells/bash-5.1_p16-r2",
                "dev-libs/gtk+-2.24.33",
                "x11-libs/libX11-1.8.7a_rc1",
                "dev-lang/python-exec-2.4.10",
                "media-fonts/font-adobe-100dpi-1.0.4-r1",
                "app-misc/-MERGING-half-1.0")) {
            tree.file("/var/db/pkg/" + name + "/PF", name + "\n");
        }
        tree.file("/var/db/pkg/app-shells/bash-5.1_p16-r2/LICENSE", "GPL-3+\n")
                .file("/var/db/pkg/app-shells/bash-5.1_p16-r2/SIZE", "9876543\n");
        assertThat(read(GuestFiles.of(tree)).packages())
                .extracting(p ->
                        p.name() + " " + p.fullVersion() + " " + p.release().orElse("-"))
                .containsExactly(
                        "app-shells/bash 5.1_p16-r2 r2",
                        "dev-lang/python-exec 2.4.10 -",
                        "dev-libs/gtk+ 2.24.33 -",
                        "media-fonts/font-adobe-100dpi 1.0.4-r1 r1",
                        "x11-libs/libX11 1.8.7a_rc1 -");
        InstalledPackage bash = read(GuestFiles.of(tree)).packages().get(0);
        assertThat(bash.license()).contains("GPL-3+");
        assertThat(bash.installedBytes()).contains(9_876_543L);
    }

    /** The deploy file was made by flatpak 1.14.10; {@code flatpak list} prints the same version. */
    @Test
    void flatpaksAndSnapsAreFoundBesideTheSystemsPackages() throws IOException {
        String place = "/var/lib/flatpak/app/org.example.Hello/x86_64/stable/";
        byte[] deploy;
        try (java.io.InputStream in = PackageFactsTest.class.getResourceAsStream("flatpak-deploy.bin")) {
            deploy = in.readAllBytes();
        }
        MemoryTree tree = new MemoryTree()
                .link(place + "active", "59267428")
                .file(place + "59267428/deploy", deploy)
                .file(
                        "/var/lib/snapd/sequence/core22.json",
                        "{\"sequence\":[{\"revision\":\"1033\"}],\"current\":\"1122\"}")
                .file("/var/lib/snapd/sequence/broken.json", "{");
        Section<PackageFacts> alone = section(tree);
        assertThat(alone.notes())
                .anyMatch(n -> n.contains("no package database"))
                .anyMatch(n -> n.contains("broken"));
        tree.file("/var/lib/dpkg/status", "Package: bash\nStatus: install ok installed\nVersion: 5.2-1\n\n");
        List<InstalledPackage> packages = section(tree).known().orElseThrow().packages();
        assertThat(packages)
                .extracting(p -> p.format() + " " + p.name() + " " + p.fullVersion() + " "
                        + p.release().orElse(""))
                .containsExactly("deb bash 5.2-1 1", "snap core22  1122", "flatpak org.example.Hello 45.1 stable");
        assertThat(packages.get(2).license()).contains("GPL-3.0-or-later");
        assertThat(packages.get(2).summary()).contains("Says hello");
        assertThat(packages.get(2).arch()).contains("x86_64");
    }

    @Test
    void damagedDeployFilesOfFlatpakGiveFactsOrReasons() throws IOException {
        byte[] deploy;
        try (java.io.InputStream in = PackageFactsTest.class.getResourceAsStream("flatpak-deploy.bin")) {
            deploy = in.readAllBytes();
        }
        java.util.Random random = new java.util.Random(17);
        for (int round = 0; round < 2_000; round++) {
            MemoryTree tree = new MemoryTree()
                    .file("/var/lib/flatpak/app/a/b/c/active/deploy", DamagedFilesTest.damaged(deploy, random));
            assertThat(section(tree).unknownBecause()).isEmpty();
        }
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
