package dev.guestkit.handlers.internal.sbom;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes a bill as SPDX 2.3. Used once. */
final class Spdx {
    private static final String NOTHING_SAID = "NOASSERTION";
    private static final String DOCUMENT = "SPDXRef-DOCUMENT";
    private static final String IMAGE = "SPDXRef-Image";
    private static final int LONGEST_NAME = 60;

    private final String version;
    private final ObjectNode document = JsonNodeFactory.instance.objectNode();
    private final Map<String, String> otherLicenses = new TreeMap<>();

    Spdx(String version) {
        this.version = version;
    }

    ObjectNode document(Bill bill) {
        document.put("spdxVersion", "SPDX-2.3")
                .put("dataLicense", "CC0-1.0")
                .put("SPDXID", DOCUMENT)
                .put("name", bill.image());
        // Times there have no fraction.
        document.putObject("creationInfo")
                .put("created", bill.created().truncatedTo(ChronoUnit.SECONDS).toString())
                .putArray("creators")
                .add("Tool: guestkit" + (version.isEmpty() ? "" : "-" + version));
        ArrayNode packages = document.putArray("packages");
        ArrayNode relationships = document.putArray("relationships");
        relate(relationships, DOCUMENT, "DESCRIBES", IMAGE);
        image(packages.addObject(), bill);
        for (Bill.Host host : bill.systems()) {
            String id = id("System", host.name(), host.ref());
            host(packages.addObject(), id, host);
            relate(relationships, IMAGE, "CONTAINS", id);
            for (Bill.Item item : host.packages()) {
                String part = id("Package", item.name(), item.ref());
                item(packages.addObject(), part, item);
                relate(relationships, part, "DEPENDENCY_OF", id);
            }
        }
        licenses();
        return document;
    }

    /** Letters, digits, dots and dashes (section 3.2), the same for the same thing. */
    private static String id(String kind, String name, String ref) {
        String hash = HexFormat.of().formatHex(BillOfMaterials.digest("SHA-256", ref.getBytes(UTF_8)), 0, 8);
        String plain = name.replaceAll("[^A-Za-z0-9.-]+", "-");
        return "SPDXRef-" + kind + "-" + plain.substring(0, Math.min(LONGEST_NAME, plain.length())) + "-" + hash;
    }

    private static void relate(ArrayNode relationships, String from, String how, String to) {
        relationships
                .addObject()
                .put("spdxElementId", from)
                .put("relationshipType", how)
                .put("relatedSpdxElement", to);
    }

    private static ObjectNode part(ObjectNode node, String id, String name, String version) {
        node.put("SPDXID", id).put("name", name);
        if (!version.isEmpty()) {
            node.put("versionInfo", version);
        }
        return node.put("downloadLocation", NOTHING_SAID)
                .put("filesAnalyzed", false)
                .put("licenseConcluded", NOTHING_SAID)
                .put("licenseDeclared", NOTHING_SAID)
                .put("copyrightText", NOTHING_SAID)
                .put("supplier", NOTHING_SAID);
    }

    private static void image(ObjectNode node, Bill bill) {
        part(node, IMAGE, bill.image(), "").put("primaryPackagePurpose", "FILE");
        node.put("comment", facts(bill.facts()));
        bill.hashes()
                .forEach((algorithm, value) -> node.withArray("checksums")
                        .addObject()
                        .put("algorithm", algorithm.toUpperCase(Locale.ROOT))
                        .put("checksumValue", value));
    }

    private static void host(ObjectNode node, String id, Bill.Host host) {
        part(node, id, host.name(), host.version()).put("primaryPackagePurpose", "OPERATING_SYSTEM");
        if (!host.title().isEmpty()) {
            node.put("summary", host.title());
        }
        String gaps =
                host.gaps().stream().map(gap -> "\npackages incomplete: " + gap).collect(Collectors.joining());
        node.put("comment", facts(host.facts()) + gaps);
    }

    private void item(ObjectNode node, String id, Bill.Item item) {
        part(node, id, item.name(), item.version())
                .put("primaryPackagePurpose", item.application() ? "APPLICATION" : "LIBRARY");
        item.publisher().ifPresent(publisher -> node.put("supplier", "Organization: " + publisher));
        item.summary().ifPresent(summary -> node.put("summary", summary));
        item.license().ifPresent(license -> node.put("licenseDeclared", declared(license)));
        node.put("sourceInfo", facts(item.facts()));
        node.putArray("externalRefs")
                .addObject()
                .put("referenceCategory", "PACKAGE-MANAGER")
                .put("referenceType", "purl")
                .put("referenceLocator", item.url());
    }

    private static String facts(Map<String, String> facts) {
        return facts.entrySet().stream()
                .map(fact -> fact.getKey() + ": " + fact.getValue())
                .collect(Collectors.joining("\n"));
    }

    /** What is no expression of listed licenses becomes a license of this document (section 10). */
    private String declared(Bill.License license) {
        if (license.listed()) {
            return license.text();
        }
        String id = "LicenseRef-"
                + HexFormat.of()
                        .formatHex(
                                BillOfMaterials.digest("SHA-256", license.text().getBytes(UTF_8)), 0, 8);
        otherLicenses.put(id, license.text());
        return id;
    }

    private void licenses() {
        if (otherLicenses.isEmpty()) {
            return;
        }
        ArrayNode infos = document.putArray("hasExtractedLicensingInfos");
        otherLicenses.forEach((id, text) -> infos.addObject()
                .put("licenseId", id)
                .put("name", text)
                .put("extractedText", text)
                .put("comment", "The license field of the package, as it stands there."));
    }
}
