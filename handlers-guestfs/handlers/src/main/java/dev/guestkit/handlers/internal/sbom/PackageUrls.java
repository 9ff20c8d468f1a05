package dev.guestkit.handlers.internal.sbom;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The package URLs of packages as reports have them, by the definitions of their types. */
final class PackageUrls {
    private PackageUrls() {}

    static PackageUrl of(JsonNode pkg, Distribution distribution) {
        String name = pkg.path("name").asText();
        String version = pkg.path("full_version").asText(pkg.path("version").asText(""));
        return switch (pkg.path("format").asText()) {
            case "deb" -> distributed("deb", lower(name), version, pkg, distribution);
            case "apk" -> distributed("apk", lower(name), version, pkg, distribution);
            case "pacman" -> distributed("alpm", lower(name), version, pkg, distribution);
            case "rpm" -> rpm(name, pkg, distribution);
            case "ebuild" -> slashed("ebuild", name, version);
            case "pypi" -> plain("pypi", List.of(), lower(name).replace('_', '-'), version);
            case "npm" -> slashed("npm", lower(name), version);
            case "maven" -> maven(name, version);
            case "golang" -> slashed("golang", lower(name), version);
            case "flatpak", "snap" ->
                plain("generic", List.of(pkg.path("format").asText()), name, version);
            default -> new PackageUrl("generic", List.of(), name, version, arch(pkg));
        };
    }

    private static PackageUrl plain(String type, List<String> namespace, String name, String version) {
        return new PackageUrl(type, namespace, name, version, Map.of());
    }

    private static Map<String, String> arch(JsonNode pkg) {
        return Map.of("arch", pkg.path("arch").asText(""));
    }

    private static PackageUrl distributed(
            String type, String name, String version, JsonNode pkg, Distribution distribution) {
        return new PackageUrl(
                type,
                vendor(distribution),
                name,
                version,
                Map.of("arch", pkg.path("arch").asText(""), "distro", distribution.release()));
    }

    /** The epoch is a qualifier here, and no part of the version. */
    private static PackageUrl rpm(String name, JsonNode pkg, Distribution distribution) {
        String release = pkg.path("release").asText("");
        return new PackageUrl(
                "rpm",
                vendor(distribution),
                name,
                pkg.path("version").asText("") + (release.isEmpty() ? "" : "-" + release),
                Map.of(
                        "arch", pkg.path("arch").asText(""),
                        "distro", distribution.release(),
                        "epoch", pkg.path("epoch").asText("")));
    }

    private static List<String> vendor(Distribution distribution) {
        return distribution.vendor().isEmpty() ? List.of() : List.of(distribution.vendor());
    }

    /** What stands before the last slash is the namespace. */
    private static PackageUrl slashed(String type, String name, String version) {
        int slash = name.lastIndexOf('/');
        return slash <= 0 || slash == name.length() - 1
                ? plain(type, List.of(), name, version)
                : plain(
                        type,
                        List.of(name.substring(0, slash).split("/")).stream()
                                .filter(segment -> !segment.isEmpty())
                                .toList(),
                        name.substring(slash + 1),
                        version);
    }

    /** {@code group:artifact}. */
    private static PackageUrl maven(String name, String version) {
        int colon = name.indexOf(':');
        return colon < 0
                ? plain("maven", List.of(), name, version)
                : plain("maven", List.of(name.substring(0, colon)), name.substring(colon + 1), version);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
