package dev.guestkit.guestfacts.internal.languages;

import dev.guestkit.guestfacts.LanguageFacts.LanguagePackage;
import dev.guestkit.guestfacts.internal.JsonText;
import dev.guestkit.guestfacts.internal.Text;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the {@code package.json} of a package that lies in {@code node_modules}. */
public final class NodePackage {
    private static final Pattern PLACE =
            Pattern.compile(".*/node_modules/(?:@[^/]+/)?[^/@.][^/]*/package\\.json", Pattern.DOTALL);

    private static final Set<String> MEMBERS = Set.of("name", "version", "description", "license", "license/type");

    private NodePackage() {}

    /** Whether a file describes an installed package; those deeper inside of packages do not. */
    public static boolean isOne(String path) {
        return path.endsWith("/package.json") && PLACE.matcher(path).matches();
    }

    /** The package; empty when it has no name. */
    public static Optional<LanguagePackage> read(String path, byte[] bytes) {
        Map<String, String> members = JsonText.members(bytes, MEMBERS);
        String name = members.getOrDefault("name", "");
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(new LanguagePackage(
                        "npm",
                        name,
                        members.getOrDefault("version", ""),
                        path,
                        Text.nonEmpty(members.getOrDefault("license", members.getOrDefault("license/type", ""))),
                        Text.nonEmpty(members.getOrDefault("description", ""))));
    }
}
