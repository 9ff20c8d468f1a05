package dev.guestkit.guestfacts.internal.languages;

import dev.guestkit.guestfacts.LanguageFacts.LanguagePackage;
import dev.guestkit.guestfacts.internal.Lines;
import dev.guestkit.guestfacts.internal.Text;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the core metadata of a Python package (packaging.python.org, "Core metadata specifications"): headers as of mail, up to the first
 * blank line.
 */
public final class PythonMetadata {
    private static final int MOST_HEADERS = 2_000;

    private PythonMetadata() {}

    /** The package; empty when the headers name none. */
    public static Optional<LanguagePackage> read(String path, byte[] bytes) {
        Map<String, String> headers = new HashMap<>();
        int at = 0;
        for (int i = 0; i < MOST_HEADERS && at < bytes.length; i++) {
            int end = Lines.end(bytes, at);
            String line = Text.decode(bytes, at, end).stripTrailing();
            // A carriage return before the line's end is replaced like any control character.
            line = line.endsWith("\ufffd") ? line.substring(0, line.length() - 1) : line;
            if (line.isEmpty()) {
                break;
            }
            int colon = line.indexOf(':');
            if (colon > 0 && !Character.isWhitespace(line.charAt(0))) {
                headers.putIfAbsent(
                        Text.lower(line.substring(0, colon)),
                        line.substring(colon + 1).strip());
            }
            at = end + 1;
        }
        String name = headers.getOrDefault("name", "");
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(new LanguagePackage(
                        "pypi",
                        name,
                        headers.getOrDefault("version", ""),
                        path,
                        license(headers),
                        Text.nonEmpty(headers.getOrDefault("summary", "")).filter(s -> !s.equals("UNKNOWN"))));
    }

    /** The older header may hold the whole text of a license; one line of it is no name of one. */
    private static Optional<String> license(Map<String, String> headers) {
        return Text.nonEmpty(headers.getOrDefault("license-expression", ""))
                .or(() -> Text.nonEmpty(headers.getOrDefault("license", "")))
                .filter(l -> !l.equals("UNKNOWN") && l.length() <= 200);
    }
}
