package dev.guestkit.benchmarks.guestfs;

import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The test guests, where {@code fixtures/make} puts them. */
final class Fixtures {
    private Fixtures() {}

    /**
     * One of them.
     *
     * @throws FileNotFoundException when they were not made yet
     */
    static Path image(String name) throws FileNotFoundException {
        String own = System.getenv().getOrDefault("GUESTKIT_FIXTURES", "");
        String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache");
        Path image = (own.isEmpty() ? Path.of(cache, "guestkit", "fixtures") : Path.of(own)).resolve(name);
        if (!Files.exists(image)) {
            throw new FileNotFoundException(image + " is not there: run fixtures/make");
        }
        return image;
    }
}
