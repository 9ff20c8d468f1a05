package dev.guestkit.handlers.internal.sbom;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;

/**
 * Who made the packages of a system.
 *
 * @param vendor the namespace of their package URLs, lower case, empty when unknown
 * @param release their qualifier {@code distro}: the id of os-release with the version, empty when unknown
 */
record Distribution(String vendor, String release) {
    /** What others write in package URLs where it is not the id of os-release: no two would find each other's packages. */
    private static final Map<String, String> VENDORS = Map.of(
            "rhel", "redhat",
            "opensuse-leap", "opensuse",
            "opensuse-tumbleweed", "opensuse");

    static Distribution of(JsonNode os) {
        String id = os.path("id").asText("").toLowerCase(Locale.ROOT);
        String version = os.path("version").asText("");
        String release = id.isEmpty() || version.isEmpty() ? id : id + "-" + version;
        return new Distribution(VENDORS.getOrDefault(id, id), release);
    }
}
