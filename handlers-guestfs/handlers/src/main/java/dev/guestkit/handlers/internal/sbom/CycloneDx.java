package dev.guestkit.handlers.internal.sbom;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Writes a bill as CycloneDX 1.6 (ECMA-424). Used once. */
final class CycloneDx {
    /** The names of hash algorithms there. */
    private static final Map<String, String> HASHES = Map.of("sha256", "SHA-256", "sha512", "SHA-512");

    private final String version;
    private final ObjectNode document = JsonNodeFactory.instance.objectNode();

    CycloneDx(String version) {
        this.version = version;
    }

    ObjectNode document(Bill bill) {
        document.put("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json")
                .put("bomFormat", "CycloneDX")
                .put("specVersion", "1.6")
                .put("version", 1);
        metadata(bill);
        ArrayNode components = document.putArray("components");
        ArrayNode dependencies = document.putArray("dependencies");
        ArrayNode compositions = document.putArray("compositions");
        ArrayNode systems = dependencies.addObject().put("ref", "image").putArray("dependsOn");
        if ("unknown".equals(bill.facts().get("verdict"))) {
            composition(compositions, "unknown", "image");
        }
        for (Bill.Host host : bill.systems()) {
            systems.add(host.ref());
            host(components.addObject(), host);
            ArrayNode packages = dependencies.addObject().put("ref", host.ref()).putArray("dependsOn");
            for (Bill.Item item : host.packages()) {
                packages.add(item.ref());
                item(components.addObject(), item);
            }
            // What packages want of each other is not told here, only that the system is made of them.
            // Never complete: what nobody installed as a package is in no list.
            composition(compositions, host.gaps().isEmpty() ? "unknown" : "incomplete", host.ref());
        }
        return document;
    }

    private static void composition(ArrayNode compositions, String aggregate, String ref) {
        compositions
                .addObject()
                .put("aggregate", aggregate)
                .putArray("assemblies")
                .add(ref);
    }

    private void metadata(Bill bill) {
        ObjectNode metadata =
                document.putObject("metadata").put("timestamp", bill.created().toString());
        metadata.putArray("lifecycles").addObject().put("phase", "discovery");
        ObjectNode tool = metadata.putObject("tools")
                .putArray("components")
                .addObject()
                .put("type", "application")
                .put("name", "guestkit");
        if (!version.isEmpty()) {
            tool.put("version", version);
        }
        ObjectNode image = metadata.putObject("component")
                .put("type", "file")
                .put("bom-ref", "image")
                .put("name", bill.image());
        if (!bill.hashes().isEmpty()) {
            ArrayNode hashes = image.putArray("hashes");
            bill.hashes()
                    .forEach((algorithm, value) -> hashes.addObject()
                            .put("alg", HASHES.getOrDefault(algorithm, algorithm))
                            .put("content", value));
        }
        properties(image, bill.facts());
    }

    private static void host(ObjectNode component, Bill.Host host) {
        component.put("type", "operating-system").put("bom-ref", host.ref()).put("name", host.name());
        if (!host.version().isEmpty()) {
            component.put("version", host.version());
        }
        if (!host.title().isEmpty()) {
            component.put("description", host.title());
        }
        properties(component, host.facts());
        host.gaps().forEach(gap -> property(component.withArray("properties"), "system:packages_incomplete", gap));
    }

    private static void item(ObjectNode component, Bill.Item item) {
        component.put("type", item.application() ? "application" : "library").put("bom-ref", item.ref());
        item.publisher().ifPresent(publisher -> component.put("publisher", publisher));
        component.put("name", item.name());
        if (!item.version().isEmpty()) {
            component.put("version", item.version());
        }
        item.summary().ifPresent(summary -> component.put("description", summary));
        item.license().ifPresent(license -> license(component.putArray("licenses"), license));
        component.put("purl", item.url());
        properties(component, item.facts());
    }

    private static void license(ArrayNode licenses, Bill.License license) {
        if (license.listed()) {
            licenses.addObject().put("expression", license.text()).put("acknowledgement", "declared");
        } else {
            licenses.addObject()
                    .putObject("license")
                    .put("name", license.text())
                    .put("acknowledgement", "declared");
        }
    }

    private static void properties(ObjectNode component, Map<String, String> facts) {
        facts.forEach((name, value) -> property(component.withArray("properties"), name, value));
    }

    private static void property(ArrayNode properties, String name, String value) {
        properties.addObject().put("name", "guestkit:" + name).put("value", value);
    }
}
