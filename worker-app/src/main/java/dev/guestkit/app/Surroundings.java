package dev.guestkit.app;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a command sees of the process around it; given in, so that tests run commands without one.
 *
 * @param environment the environment variables
 * @param directory what relative paths are relative to
 * @param home the user's home directory
 * @param terminal whether a person watches the error stream
 * @param width columns of the terminal
 */
public record Surroundings(Map<String, String> environment, Path directory, Path home, boolean terminal, int width) {
    /** Copies the map. */
    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /**
     * Those of this process. Only the launcher can see on every JVM whether a terminal is there, and how wide it is; it says
     * so in system properties.
     */
    static Surroundings ofProcess() {
        int columns = Integer.getInteger("guestkit.columns", 0);
        return new Surroundings(
                System.getenv(),
                Path.of("").toAbsolutePath(),
                Path.of(System.getProperty("user.home")),
                columns > 0,
                columns > 0 ? Math.max(40, columns) : 100);
    }

    /** A path that a person gave, made absolute. */
    public Path path(String given) {
        return directory.resolve(given).normalize();
    }
}
