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

    /** Those of this process. */
    static Surroundings ofProcess() {
        Map<String, String> environment = System.getenv();
        boolean terminal = System.console() != null && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        return new Surroundings(
                environment,
                Path.of("").toAbsolutePath(),
                Path.of(System.getProperty("user.home")),
                terminal,
                columns(environment));
    }

    /** A path that a person gave, made absolute. */
    public Path path(String given) {
        return directory.resolve(given).normalize();
    }

    private static int columns(Map<String, String> environment) {
        try {
            return Math.max(40, Integer.parseInt(environment.getOrDefault("COLUMNS", "100")));
        } catch (NumberFormatException e) {
            return 100;
        }
    }
}
