package dev.guestkit.guestfacts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.guestfacts.LanguageFacts.LanguagePackage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguagePackagesTest {
    private static final int ROUNDS = Boolean.getBoolean("guestkit.test.full") ? 4000 : 400;

    private final MemoryTree tree = new MemoryTree();
    private final List<GuestEntry> entries = new ArrayList<>();

    private void file(String path, byte[] content) {
        tree.file(path, content);
        GuestNode node = tree.node(path).orElseThrow();
        entries.add(new GuestEntry(
                path,
                new GuestNode(
                        node.kind(), 0755, 0, 0, Math.max(node.size(), path.contains("/bin/") ? 1 << 20 : 1), 0, "")));
    }

    private void file(String path, String content) {
        file(path, content.getBytes(UTF_8));
    }

    private Section<LanguageFacts> section() {
        return LanguagePackages.read(GuestFiles.of(tree), entries, FactsOptions.defaults());
    }

    private List<String> found() {
        return section().known().orElseThrow().packages().stream()
                .map(p -> p.format() + " " + p.name() + " " + p.version())
                .toList();
    }

    private static byte[] zip(Map<String, byte[]> entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] library(String group, String artifact, String version) {
        String properties = "#made\ngroupId=" + group + "\nartifactId=" + artifact + "\nversion=" + version + "\n";
        return zip(Map.of("META-INF/maven/" + group + "/" + artifact + "/pom.properties", properties.getBytes(UTF_8)));
    }

    private static byte[] program() throws IOException {
        try (InputStream in = LanguagePackagesTest.class.getResourceAsStream("go-program.bin")) {
            return in.readAllBytes();
        }
    }

    @Test
    void pythonPackagesSayWhatTheyAre() {
        file(
                "/usr/lib/python3/dist-packages/PyYAML-6.0.dist-info/METADATA",
                "Metadata-Version: 2.1\r\nName: PyYAML\r\nVersion: 6.0\r\nSummary: YAML parser\r\nLicense: MIT\r\n"
                        + "Classifier: A\r\n\r\nName: not-this\r\n");
        file("/opt/x/foo.egg-info", "Name: foo\nVersion: 1.0rc1+local.1\nLicense: UNKNOWN\n");
        file(
                "/opt/x/bar.egg-info/PKG-INFO",
                "Name: bar\nVersion: 2\nLicense: one\n  more\nLicense-Expression: MIT OR X11\n");
        file("/opt/x/nameless.dist-info/METADATA", "Version: 2\n");

        assertThat(found()).containsExactly("pypi PyYAML 6.0", "pypi bar 2", "pypi foo 1.0rc1+local.1");
        List<LanguagePackage> all = section().known().orElseThrow().packages();
        assertThat(all.get(0).license()).contains("MIT");
        assertThat(all.get(0).summary()).contains("YAML parser");
        assertThat(all.get(1).license()).contains("MIT OR X11");
        assertThat(all.get(2).license()).isEmpty();
    }

    @Test
    void nodePackagesSayWhatTheyAre() {
        file("/srv/app/package.json", "{\"name\": \"app\", \"version\": \"9\"}");
        file(
                "/srv/app/node_modules/@babel/core/package.json",
                "\ufeff{\n\t\"name\": \"@babel/core\",\n\t\"version\": \"7.1.0\",\n\t\"license\": {\"type\": \"MIT\"},\n\t\"name\": \"twice\"}");
        file(
                "/srv/app/node_modules/a/node_modules/b/package.json",
                "{\"name\":\"b\",\"version\":\"1.0.0\",\"license\":\"ISC\"}");
        file("/srv/app/node_modules/a/lib/esm/package.json", "{\"name\":\"inner\",\"version\":\"1\"}");
        file("/srv/app/node_modules/broken/package.json", "{\"name\": \"broken\", ");

        assertThat(found()).containsExactly("npm @babel/core 7.1.0", "npm b 1.0.0");
        assertThat(section().known().orElseThrow().packages())
                .extracting(p -> p.license().orElse(""))
                .containsExactly("MIT", "ISC");
        assertThat(section().notes()).hasSize(1).first().asString().contains("broken", "no JSON");
    }

    @Test
    void archivesSayWhatMavenCallsThemAlsoInsideEachOther() {
        file(
                "/opt/app/app.jar",
                zip(Map.of(
                        "BOOT-INF/lib/core-2.0.jar", library("org.example", "core", "2.0.1"),
                        "BOOT-INF/lib/plain-1.5-beta.jar", zip(Map.of("a", new byte[0])),
                        "META-INF/MANIFEST.MF",
                                "Manifest-Version: 1.0\r\nImplementation-Version: 3.1\r\n\r\n".getBytes(UTF_8))));
        file("/opt/broken.jar", "PK and no more");

        assertThat(found()).containsExactly("maven app 3.1", "maven org.example:core 2.0.1", "maven plain 1.5-beta");
        assertThat(section().known().orElseThrow().packages().get(1).path())
                .isEqualTo(
                        "/opt/app/app.jar!/BOOT-INF/lib/core-2.0.jar!/META-INF/maven/org.example/core/pom.properties");
        assertThat(section().notes()).hasSize(1).first().asString().contains("/opt/broken.jar", "no whole archive");
    }

    @Test
    void genuineArchivesAreWhatTheirRepositoryCallsThem() throws IOException {
        // ANY/PLACE/org/assertj/assertj-core/3.27.7/assertj-core-3.27.7.jar
        Pattern place = Pattern.compile("(.*)/([^/]+)/([^/]+)/\\2-\\3\\.jar");
        int known = 0;
        for (String jar : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
            Matcher matcher = place.matcher(jar);
            if (matcher.matches() && Files.size(Path.of(jar)) < 3 << 20) {
                LanguagePackagesTest one = new LanguagePackagesTest();
                one.file("/opt/" + Path.of(jar).getFileName(), Files.readAllBytes(Path.of(jar)));
                String end = ":" + matcher.group(2) + " " + matcher.group(3);
                known += (int) one.found().stream()
                        .filter(p -> p.startsWith("maven ") && p.endsWith(end))
                        .map(p -> p.substring("maven ".length(), p.length() - end.length()))
                        .filter(group -> matcher.group(1).endsWith("/" + group.replace('.', '/')))
                        .count();
                assertThat(one.found())
                        .as(jar)
                        .isNotEmpty()
                        .anyMatch(p -> p.endsWith(matcher.group(3)) || p.contains(matcher.group(2)));
            }
        }
        assertThat(known).isPositive();
    }

    /** Made by Go 1.26 of two modules that were taken from folders; {@code go version -m} says the same. */
    @Test
    void genuineProgramOfGoSaysItsModules() throws IOException {
        file("/usr/local/bin/app", program());
        file("/usr/local/bin/other", new byte[1 << 20]);

        assertThat(found())
                .containsExactly(
                        "golang example.org/Lib/v2 v2.1.0",
                        "golang example.org/app (devel)",
                        "golang example.org/other v0.0.0-20240102030405-0123456789ab",
                        "golang stdlib go1.26.8");
    }

    @Test
    void aBombIsNoLibrary() {
        byte[] zeros = new byte[8 << 20];
        byte[] inner = zip(Map.of("a", zeros, "b", zeros, "c", zeros, "d", zeros));
        byte[] bomb = inner;
        for (int i = 0; i < 8; i++) {
            bomb = zip(Map.of("1.jar", bomb, "2.jar", bomb, "3.jar", bomb, "4.jar", bomb));
        }
        file("/opt/bomb.jar", bomb);
        file("/opt/large.jar", zip(Map.of("1.jar", inner, "x", "y".getBytes(UTF_8))));

        assertThat(found()).contains("maven large ");
        assertThat(section().notes()).anyMatch(n -> n.contains("archives inside each other"));
    }

    @Test
    void whatWasNotHandedOverIsSaid() {
        entries.add(new GuestEntry("/opt/gone.jar", GuestNode.file(10)));
        assertThat(section().notes()).containsExactly("/opt/gone.jar: was not handed over");
    }

    @ParameterizedTest
    @CsvSource({
        "/usr/bin/kubectl.1.33,true", "/usr/bin/sh,true", "/Program Files/x/agent.EXE,true",
                "/Windows/explorer.exe,false",
        "/usr/lib/libx.so.1.2,false", "/usr/lib/x.so,false", "/Windows/System32/x.dll,false", "/opt/x.py,false"
    })
    void onlyNamesOfProgramsAreLookedInto(String path, boolean wanted) {
        GuestNode node = new GuestNode(GuestNode.Kind.FILE, 0777, 0, 0, 1 << 20, 0, "");
        assertThat(LanguagePackages.kind(new GuestEntry(path, node)).isPresent())
                .isEqualTo(wanted);
    }

    @Test
    void onlyFilesThatTellOfPackagesAreAskedFor() {
        GuestNode small = GuestNode.file(10);
        assertThat(LanguagePackages.kind(
                        new GuestEntry("/usr/lib/libx.so", new GuestNode(small.kind(), 0755, 0, 0, 1 << 20, 0, ""))))
                .isEmpty();
        assertThat(LanguagePackages.kind(
                        new GuestEntry("/usr/bin/sh", new GuestNode(small.kind(), 0755, 0, 0, 1000, 0, ""))))
                .isEmpty();
        assertThat(LanguagePackages.kind(
                        new GuestEntry("/usr/bin/sh", new GuestNode(small.kind(), 0755, 0, 0, 1 << 20, 0, ""))))
                .contains(LanguagePackages.Kind.PROGRAM);
        assertThat(LanguagePackages.kind(new GuestEntry("/a.jar", GuestNode.link("/etc"))))
                .isEmpty();
        assertThat(LanguagePackages.kind(new GuestEntry("/a.jar", GuestNode.file(200L << 20))))
                .isEmpty();
        assertThat(LanguagePackages.kind(new GuestEntry("/x/METADATA", small))).isEmpty();
        assertThat(LanguagePackages.kind(new GuestEntry("/x.dist-info/METADATA", GuestNode.file(2 << 20))))
                .isEmpty();
    }

    @Test
    void damagedFilesGivePackagesOrReasons() throws IOException {
        Map<String, byte[]> whole = Map.of(
                "/a.dist-info/METADATA", "Name: a\nVersion: 1\nSummary: s\n\ntext".getBytes(UTF_8),
                "/node_modules/a/package.json",
                        "{\"name\":\"a\",\"version\":\"1\",\"license\":{\"type\":\"x\"},\"d\":[1,2,{}]}"
                                .getBytes(UTF_8),
                "/a.jar",
                        zip(Map.of(
                                "x/1.jar",
                                library("g", "a", "1\\u0041"),
                                "META-INF/MANIFEST.MF",
                                "A: b\n".getBytes(UTF_8))),
                "/bin/a", program());
        Random random = new Random(13);
        for (int round = 0; round < ROUNDS; round++) {
            LanguagePackagesTest one = new LanguagePackagesTest();
            whole.forEach((path, bytes) -> one.file(path, DamagedFilesTest.damaged(bytes, random)));
            Section<LanguageFacts> section = one.section();
            assertThat(section.unknownBecause().filter(r -> r.contains("reading failed")))
                    .isEmpty();
        }
    }
}
