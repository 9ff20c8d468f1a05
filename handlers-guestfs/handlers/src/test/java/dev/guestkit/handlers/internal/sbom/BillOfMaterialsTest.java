package dev.guestkit.handlers.internal.sbom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class BillOfMaterialsTest {
    private static final Instant CREATED = Instant.parse("2026-11-21T10:00:00.123456789Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String REPORT = """
            {"image": {"path": "/vms/web 1.qcow2", "format": "qcow2", "virtual_size_bytes": 1,
              "checksum": {"verified": true, "algorithm": "sha256", "covers": "image", "value": "%s"}},
             "verdict": "systems",
             "systems": [
              {"root": "/dev/sda2", "sections_unavailable": [],
               "os": {"id": "debian", "distro": "debian", "version": "12.5", "hostname": "web", "product_name": "Debian GNU/Linux 12"},
               "packages": {"packages": [
                {"format": "deb", "name": "bash", "version": "5.2", "full_version": "5.2-1", "arch": "amd64", "state": "installed"},
                {"format": "deb", "name": "bash", "version": "5.2", "full_version": "5.2-1", "arch": "amd64", "state": "unpacked"},
                {"format": "deb", "name": "<script>alert(1)</script>", "version": "%%", "full_version": "%%/../?#@", "state": "installed"}]}},
              {"root": "/dev/sdb1", "sections_unavailable": [{"section": "packages", "reason": "the database is damaged"}],
               "os": {"id": "fedora", "distro": "fedora", "version": "41"},
               "language_packages": {"packages": [
                {"format": "npm", "name": "@babel/core", "version": "7.1.0", "path": "/srv/node_modules/@babel/core", "license": "MIT"}]}},
              {"root": "/dev/sdc1", "sections_unavailable": [], "notes": {"packages": ["only the first 2 of 3 are listed"]},
               "os": {"id": "alpine", "distro": "alpinelinux", "version": "3.20.1"},
               "packages": {"packages": [
                {"format": "apk", "name": "busybox", "version": "1.36", "full_version": "1.36-r1", "arch": "x86_64", "license": "gpl-2.0-only and more"},
                {"format": "apk", "name": "musl", "version": "1.2", "full_version": "1.2-r1", "arch": "x86_64", "license": "(mit OR GPL-2.0+) AND bsd-3-clause"}]}},
              {"root": "/dev/sdd1", "sections_unavailable": [], "os": {"distro": "windows"},
               "packages": {"packages": [
                {"format": "windows", "name": "7-Zip", "version": "22.01", "full_version": "22.01", "summary": "Igor Pavlov"}]}}]}
            """.formatted("ab".repeat(32));

    private static JsonNode tree(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode report() {
        return tree(REPORT.getBytes(UTF_8));
    }

    private static byte[] cycloneDx(JsonNode report) {
        return BillOfMaterials.cycloneDx(report, CREATED, "1.2.3");
    }

    private static byte[] spdx(JsonNode report) {
        return BillOfMaterials.spdx(report, CREATED, "1.2.3");
    }

    @Test
    void bothFormatsAreValidByTheirOfficialSchemas() {
        assertThat(OfficialSchemas.cycloneDx(cycloneDx(report()))).isEmpty();
        assertThat(OfficialSchemas.spdx(spdx(report()))).isEmpty();
        JsonNode nothing =
                tree("{\"image\": {\"path\": \"/a\"}, \"verdict\": \"unknown\", \"systems\": []}".getBytes(UTF_8));
        assertThat(OfficialSchemas.cycloneDx(BillOfMaterials.cycloneDx(nothing, CREATED, "")))
                .isEmpty();
        assertThat(OfficialSchemas.spdx(BillOfMaterials.spdx(nothing, CREATED, "")))
                .isEmpty();
    }

    @Test
    void theOfficialSchemasRefuseWhatIsWrong() {
        ObjectNode bill = (ObjectNode) tree(cycloneDx(report()));
        ((ObjectNode) bill.at("/components/1")).put("type", "package");
        assertThat(OfficialSchemas.cycloneDx(bill.toString().getBytes(UTF_8))).isNotEmpty();
        ObjectNode document = (ObjectNode) tree(spdx(report()));
        document.remove("SPDXID");
        assertThat(OfficialSchemas.spdx(document.toString().getBytes(UTF_8))).isNotEmpty();
    }

    @Test
    void theSameReportMakesTheSameBytesAndAnotherOneAnotherNumber() {
        assertThat(cycloneDx(report())).isEqualTo(cycloneDx(report()));
        assertThat(spdx(report())).isEqualTo(spdx(report()));
        JsonNode other = report();
        ((ObjectNode) other.at("/systems/0/packages/packages/0")).put("full_version", "5.2-2");
        assertThat(tree(cycloneDx(other)).path("serialNumber"))
                .isNotEqualTo(tree(cycloneDx(report())).path("serialNumber"));
        assertThat(tree(spdx(other)).path("documentNamespace"))
                .isNotEqualTo(tree(spdx(report())).path("documentNamespace"));
    }

    @Test
    void theOrderOfTheDatabaseIsNoContent() {
        JsonNode other = report();
        ArrayNode packages = (ArrayNode) other.at("/systems/2/packages/packages");
        packages.add(packages.remove(0));
        assertThat(cycloneDx(other)).isEqualTo(cycloneDx(report()));
        assertThat(spdx(other)).isEqualTo(spdx(report()));
    }

    @Test
    void everySystemDependsOnItsPackagesAndTheImageOnItsSystems() {
        JsonNode bill = tree(cycloneDx(report()));
        Set<String> refs = new HashSet<>(Set.of("image"));
        bill.path("components")
                .forEach(c -> assertThat(refs.add(c.path("bom-ref").asText()))
                        .as("%s is unique", c.path("bom-ref"))
                        .isTrue());
        assertThat(texts(bill.at("/dependencies/0/dependsOn")))
                .containsExactly("system:/dev/sda2", "system:/dev/sdb1", "system:/dev/sdc1", "system:/dev/sdd1");
        Set<String> wanted = new TreeSet<>(Set.of("image"));
        bill.path("dependencies").forEach(d -> wanted.addAll(texts(d.path("dependsOn"))));
        assertThat(wanted).isEqualTo(new TreeSet<>(refs));

        JsonNode document = tree(spdx(report()));
        Set<String> ids = new TreeSet<>(document.path("packages").findValuesAsText("SPDXID"));
        assertThat(ids).hasSize(refs.size());
        Set<String> related = new TreeSet<>(document.path("relationships").findValuesAsText("spdxElementId"));
        related.addAll(document.path("relationships").findValuesAsText("relatedSpdxElement"));
        related.remove("SPDXRef-DOCUMENT");
        assertThat(related).isEqualTo(ids);
    }

    @Test
    void packagesThatAreNotKnownAreNoEmptyList() {
        JsonNode bill = tree(cycloneDx(report()));
        assertThat(bill.path("compositions").findValuesAsText("aggregate"))
                .containsExactly("unknown", "incomplete", "incomplete", "unknown");
        assertThat(bill.toString()).contains("the database is damaged", "only the first 2 of 3 are listed");
        assertThat(tree(spdx(report())).toString())
                .contains("packages incomplete: the database is damaged", "only the first 2 of 3 are listed");
    }

    @Test
    void licensesAreExpressionsOrWhatThePackageSays() {
        JsonNode bill = tree(cycloneDx(report()));
        assertThat(component(bill, "musl").at("/licenses/0/expression").asText())
                .isEqualTo("(MIT OR GPL-2.0+) AND BSD-3-Clause");
        assertThat(component(bill, "busybox").at("/licenses/0/license/name").asText())
                .isEqualTo("gpl-2.0-only and more");
        JsonNode document = tree(spdx(report()));
        String ref = component(document, "busybox").path("licenseDeclared").asText();
        assertThat(document.at("/hasExtractedLicensingInfos/0/licenseId").asText())
                .isEqualTo(ref)
                .startsWith("LicenseRef-");
        assertThat(document.at("/hasExtractedLicensingInfos/0/extractedText").asText())
                .isEqualTo("gpl-2.0-only and more");
        assertThat(component(document, "bash").path("licenseDeclared").asText()).isEqualTo("NOASSERTION");
    }

    @Test
    void timesAreTheJobs() {
        assertThat(tree(cycloneDx(report())).at("/metadata/timestamp").asText())
                .isEqualTo("2026-11-21T10:00:00.123456789Z");
        assertThat(tree(spdx(report())).at("/creationInfo/created").asText()).isEqualTo("2026-11-21T10:00:00Z");
    }

    @Test
    void aChecksumThatDoesNotCoverTheImageIsNoHashOfIt() {
        JsonNode report = report();
        assertThat(tree(cycloneDx(report))
                        .at("/metadata/component/hashes/0/alg")
                        .asText())
                .isEqualTo("SHA-256");
        ((ObjectNode) report.at("/image/checksum")).put("covers", "top_file");
        assertThat(tree(cycloneDx(report)).at("/metadata/component").has("hashes"))
                .isFalse();
        assertThat(tree(spdx(report)).at("/packages/0").has("checksums")).isFalse();
    }

    private static JsonNode component(JsonNode bill, String name) {
        JsonNode all = bill.has("components") ? bill.path("components") : bill.path("packages");
        return StreamSupport.stream(all.spliterator(), false)
                .filter(c -> c.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
