package dev.guestkit.appliance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The disk images that fixtures/make makes. */
final class Fixtures {
    /** A row of their manifest. */
    record Row(String name, String format, String kind, String error) {}

    private Fixtures() {}

    static Path root() {
        Path root = Optional.ofNullable(System.getenv("GUESTKIT_FIXTURES"))
                .filter(folder -> !folder.isBlank())
                .map(Path::of)
                .orElseGet(() -> Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                        .filter(folder -> !folder.isBlank())
                        .map(Path::of)
                        .orElse(Path.of(System.getProperty("user.home"), ".cache"))
                        .resolve("guestkit/fixtures"));
        if (!Files.exists(root.resolve("manifest.tsv"))) {
            missing("the test guests are not there (" + root + "): run fixtures/make");
        }
        return root;
    }

    static Path image(String name) {
        Path image = root().resolve(name);
        if (!Files.exists(image)) {
            missing(image + " is not there: run fixtures/make");
        }
        return image;
    }

    /** The inner loop may go on without, and says so; the full check never does. */
    private static void missing(String why) {
        Assumptions.assumeFalse(System.getProperty("quick") != null, "SKIPPED: " + why);
        throw new AssertionError(why);
    }

    static List<Row> rows() {
        try {
            return Files.readAllLines(root().resolve("manifest.tsv")).stream()
                    .skip(1)
                    .map(line -> line.split("\t", -1))
                    .map(f -> new Row(f[0], f[1], f[3], f[6]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
