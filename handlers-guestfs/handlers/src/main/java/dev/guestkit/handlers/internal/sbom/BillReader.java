package dev.guestkit.handlers.internal.sbom;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Takes a bill out of the report of an inspection. Used once. */
final class BillReader {
    /** Where packages are listed, and what the report must have for the list to be whole. */
    private static final List<String> SECTIONS = List.of("packages", "language_packages");

    private static final Set<String> APPLICATIONS = Set.of("windows", "flatpak", "snap");

    private final LicenseList licenses = LicenseList.read();
    private final Map<String, Integer> refs = new HashMap<>();

    Bill read(JsonNode report, Instant created) {
        JsonNode image = report.path("image");
        Map<String, String> hashes = new LinkedHashMap<>();
        if (image.at("/checksum/covers").asText().equals("image")) {
            hashes.put(
                    image.at("/checksum/algorithm").asText(),
                    image.at("/checksum/value").asText());
        }
        Map<String, String> facts = new LinkedHashMap<>();
        put(facts, "image:format", image.path("format"));
        put(facts, "image:virtual_size_bytes", image.path("virtual_size_bytes"));
        put(facts, "verdict", report.path("verdict"));
        String path = image.path("path").asText();
        List<Bill.Host> hosts = new ArrayList<>();
        report.path("systems").forEach(system -> hosts.add(host(system)));
        return new Bill(path.substring(path.lastIndexOf('/') + 1), hashes, facts, hosts, created);
    }

    private Bill.Host host(JsonNode system) {
        JsonNode os = system.path("os");
        Map<String, String> facts = new LinkedHashMap<>();
        put(facts, "system:root", system.path("root"));
        put(facts, "system:hostname", os.path("hostname"));
        put(facts, "system:architecture", os.path("architecture"));
        facts.put("system:packages_read", SECTIONS.stream().filter(system::has).collect(Collectors.joining(", ")));
        Distribution distribution = Distribution.of(os);
        List<Bill.Item> items = SECTIONS.stream()
                .flatMap(section -> elements(system.path(section).path("packages")))
                .map(pkg -> item(pkg, distribution))
                .sorted(Comparator.comparing(Bill.Item::url)
                        .thenComparing(Bill.Item::version)
                        .thenComparing(item -> String.valueOf(item.facts())))
                .map(this::referred)
                .toList();
        String name = os.path("id").asText(os.path("distro").asText("unknown"));
        return new Bill.Host(
                ref("system:" + system.path("root").asText()),
                name.isEmpty() ? "unknown" : name,
                os.path("version").asText(""),
                os.path("product_name").asText(""),
                facts,
                items,
                gaps(system));
    }

    /** Why there may be more packages than are listed. */
    private static List<String> gaps(JsonNode system) {
        List<String> gaps = new ArrayList<>();
        system.path("sections_unavailable").forEach(missing -> {
            if (SECTIONS.contains(missing.path("section").asText())) {
                gaps.add(missing.path("reason").asText());
            }
        });
        SECTIONS.forEach(section -> elements(system.path("notes").path(section))
                .map(JsonNode::asText)
                .forEach(gaps::add));
        return gaps;
    }

    private Bill.Item item(JsonNode pkg, Distribution distribution) {
        String format = pkg.path("format").asText();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("package:format", format);
        put(facts, "package:source", pkg.path("source"));
        put(facts, "package:path", pkg.path("path"));
        if (!pkg.path("state").asText("installed").equals("installed")) {
            put(facts, "package:state", pkg.path("state"));
        }
        boolean windows = format.equals("windows");
        Optional<String> summary = text(pkg.path("summary"));
        return new Bill.Item(
                "",
                APPLICATIONS.contains(format),
                pkg.path("name").asText(),
                pkg.path("full_version").asText(pkg.path("version").asText("")),
                PackageUrls.of(pkg, distribution).toString(),
                text(pkg.path("license")).map(this::license),
                windows ? summary : Optional.empty(),
                windows ? Optional.empty() : summary,
                facts);
    }

    private Bill.License license(String text) {
        return licenses.expression(text)
                .map(expression -> new Bill.License(expression, true))
                .orElseGet(() -> new Bill.License(text, false));
    }

    private Bill.Item referred(Bill.Item item) {
        return new Bill.Item(
                ref(item.url()),
                item.application(),
                item.name(),
                item.version(),
                item.url(),
                item.license(),
                item.publisher(),
                item.summary(),
                item.facts());
    }

    /** The same package may be there twice, or in two systems. */
    private String ref(String wanted) {
        int count = refs.merge(wanted, 1, Integer::sum);
        return count == 1 ? wanted : wanted + "#" + count;
    }

    private static void put(Map<String, String> facts, String name, JsonNode value) {
        text(value).ifPresent(text -> facts.put(name, text));
    }

    private static Optional<String> text(JsonNode value) {
        return Optional.of(value.asText("")).filter(text -> !text.isBlank());
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
