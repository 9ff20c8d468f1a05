package dev.guestkit.guestfacts;

import java.util.List;
import java.util.Optional;

/**
 * What the package managers of programming languages have installed, and what programs carry in them.
 *
 * @param total how many packages there are, also when not all are listed
 * @param packages the packages, by format, name, version and path
 */
public record LanguageFacts(int total, List<LanguagePackage> packages) {
    /** Copies. */
    public LanguageFacts {
        packages = List.copyOf(packages);
    }

    /**
     * One package.
     *
     * @param format {@code pypi}, {@code npm}, {@code maven} or {@code golang}
     * @param name its name; {@code group:artifact} for maven where both are known, the module's path for golang
     * @param version as the package itself says, which is what the language's own tool prints; empty when it says none
     * @param path the file that says so; what lies inside an archive follows after {@code !/}
     * @param license as the package says it
     * @param summary one line about it
     */
    public record LanguagePackage(
            String format,
            String name,
            String version,
            String path,
            Optional<String> license,
            Optional<String> summary) {}
}
