package dev.guestkit.handlers.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.guestfacts.FactsOptions;
import dev.guestkit.guestfacts.GuestFacts;
import dev.guestkit.job.InspectPayload;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One operating system as an element of the result's {@code systems}. Read section by section, so that progress can be told. */
final class SystemReport {
    /** The phases in which systems are read, after they were found. */
    static final List<Phase> PHASES = List.of(Phase.PACKAGE_SCAN, Phase.SERVICE_SCAN, Phase.SECURITY_SCAN);

    /** What {@code include_databases} is about. */
    private static final Set<String> DATABASES = Set.of("database", "web-server");

    private final AssembledSystem system;
    private final InspectPayload.Options options;
    private final Map<String, Object> sections = new LinkedHashMap<>();
    private Optional<DeepScan> deepScan = Optional.empty();

    SystemReport(AssembledSystem system, InspectPayload.Options options) {
        this.system = system;
        this.options = options;
    }

    /** The topics that a job asks for. */
    static Set<GuestFacts.Topic> topics(InspectPayload.Options options) {
        EnumSet<GuestFacts.Topic> topics = EnumSet.allOf(GuestFacts.Topic.class);
        topics.removeIf(t -> !asked(t, options));
        return topics;
    }

    private static boolean asked(GuestFacts.Topic topic, InspectPayload.Options options) {
        return switch (topic) {
            case PACKAGES -> options.includePackages();
            case SERVICES -> options.includeServices();
            case ACCOUNTS -> options.includeUsers();
            case NETWORK -> options.includeNetwork();
            case SECURITY, SSHD -> options.includeSecurity();
            case STORAGE -> options.includeStorage();
            case OS, BOOT, SOFTWARE, ENVIRONMENT -> true;
        };
    }

    /** The phase in which a topic is read. */
    static Phase phase(GuestFacts.Topic topic) {
        return switch (topic) {
            case OS, STORAGE, PACKAGES, SOFTWARE -> Phase.PACKAGE_SCAN;
            case SERVICES, NETWORK, BOOT, ENVIRONMENT -> Phase.SERVICE_SCAN;
            case ACCOUNTS, SECURITY, SSHD -> Phase.SECURITY_SCAN;
        };
    }

    /** Reads these topics. */
    void read(Set<GuestFacts.Topic> topics) {
        Map<String, Object> facts =
                GuestFacts.read(system.files(), FactsOptions.defaults(), topics).asMap();
        topics.forEach(t -> {
            String name = t.name().toLowerCase(Locale.ROOT);
            Object section = facts.getOrDefault(name, Map.of("unknown", "not read"));
            sections.put(name, t == GuestFacts.Topic.SOFTWARE ? wanted(section) : section);
        });
    }

    /** Software without the kinds that the job does not ask for. */
    private Object wanted(Object section) {
        if (options.includeDatabases()
                || !(section instanceof Map<?, ?> map)
                || !(map.get("facts") instanceof List<?> all)) {
            return section;
        }
        List<?> others = all.stream()
                .filter(s -> !(s instanceof Map<?, ?> m && DATABASES.contains(String.valueOf(m.get("kind")))))
                .toList();
        Map<String, Object> left = new LinkedHashMap<>();
        map.forEach((key, value) -> left.put(String.valueOf(key), key.equals("facts") ? others : value));
        return left;
    }

    AssembledSystem system() {
        return system;
    }

    /** What people call the system, as far as it is known. */
    String title() {
        Object os = sections.get("os") instanceof Map<?, ?> section ? section.get("facts") : fallback(system.kind());
        Object name = os instanceof Map<?, ?> facts ? facts.get("product_name") : os;
        return name == null ? fallback(system.kind()) : String.valueOf(name);
    }

    private static String fallback(RootKind kind) {
        return kind == RootKind.LINUX ? "a Linux system" : "a Windows system";
    }

    /** Lists every file, while the system is mounted in the appliance. */
    void listFiles() {
        DeepScan scan = new DeepScan(system, options.includePackages());
        scan.list();
        deepScan = Optional.of(scan);
    }

    ObjectNode json(Map<String, String> unavailable, Instant now) {
        ObjectNode node =
                JsonNodeFactory.instance.objectNode().put("root", system.root().name());
        ArrayNode mounts = node.putArray("mountpoints");
        system.mounts()
                .forEach((point, volume) -> mounts.addObject()
                        .put("path", point)
                        .put("device", volume.name())
                        .put("type", volume.type()));
        Sections all = new Sections();
        sections.forEach(all::add);
        deepScan.ifPresent(scan -> {
            scan.languages().ifPresent(packages -> all.add("language_packages", packages));
            all.add("deep_scan", scan.facts(now));
        });
        unavailable.forEach(all::unavailable);
        all.into(node);
        if (!system.missing().isEmpty()) {
            node.set("mounts_missing", RecordJson.of(List.copyOf(system.missing())));
        }
        return node;
    }
}
