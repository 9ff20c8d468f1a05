package dev.guestkit.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.guestkit.app.CliException;
import dev.guestkit.app.Printable;
import dev.guestkit.app.Surroundings;
import dev.guestkit.job.DocumentException;
import dev.guestkit.job.JobCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Puts a configuration together and checks all of it, so that every problem is said at once. For one call and thread. */
public final class ConfigLoader {
    /** Variables that belong to the launcher, the scripts and the tests, which no setting has. */
    private static final List<String> OTHER_VARIABLES = List.of(
            "GUESTKIT_CONFIG",
            "GUESTKIT_CACHE",
            "GUESTKIT_CDS",
            "GUESTKIT_JAVA_OPTS",
            "GUESTKIT_FIXTURES",
            "GUESTKIT_MAVEN_REPO",
            "GUESTKIT_LTS_HOME");

    private final Surroundings surroundings;
    private final Map<String, Setting<?>> known = new LinkedHashMap<>();
    private final Map<String, Configuration.Value> values = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    private ConfigLoader(Surroundings surroundings) {
        this.surroundings = surroundings;
        Settings.all().forEach(setting -> known.put(setting.key(), setting));
    }

    /**
     * What holds: defaults, then the file, then the environment, then {@code flags}, from setting's key to value.
     *
     * @param file the YAML file, or the one that the environment or custom names
     * @throws CliException listing every problem
     */
    public static Configuration load(Surroundings surroundings, Optional<String> file, List<Flag> flags) {
        ConfigLoader loader = new ConfigLoader(surroundings);
        loader.defaults();
        loader.file(file).ifPresent(loader::yaml);
        loader.environment();
        flags.forEach(flag -> loader.set(flag.key(), flag.value(), flag.name()));
        if (!loader.problems.isEmpty()) {
            throw new CliException("the configuration is not valid:\n  " + String.join("\n  ", loader.problems));
        }
        return new Configuration(loader.values);
    }

    /**
     * A value given on the command line.
     *
     * @param name of the flag, for people
     * @param key of the setting
     */
    public record Flag(String name, String key, Raw value) {
        /** A flag with one value, written as a text. */
        public Flag(String name, String key, String value) {
            this(name, key, new Raw.Text(value));
        }
    }

    private void defaults() {
        for (Setting<?> setting : known.values()) {
            setting.fallback().ifPresent(text -> set(setting.key(), new Raw.Text(text), "default"));
        }
        set(Settings.SPOOL.key(), new Raw.Text(state().resolve("spool").toString()), "default");
    }

    private Path state() {
        String xdg = surroundings.environment().getOrDefault("XDG_STATE_HOME", "");
        Path base = xdg.isBlank() ? surroundings.home().resolve(".local/state") : Path.of(xdg);
        return base.resolve("guestkit");
    }

    private Optional<Path> file(Optional<String> given) {
        Optional<String> named =
                given.or(() -> Optional.ofNullable(surroundings.environment().get("GUESTKIT_CONFIG")));
        if (named.isPresent()) {
            return named.map(surroundings::path);
        }
        return Stream.of(
                        surroundings.home().resolve(".config/guestkit/config.yaml"),
                        Path.of("/etc/guestkit/config.yaml"))
                .filter(Files::isReadable)
                .findFirst();
    }

    private void yaml(Path file) {
        try {
            JsonNode tree = JobCodec.standard()
                    .readJobTreeYaml(Files.readAllBytes(file))
                    .toNode();
            if (tree.isObject()) {
                walk(tree, "", file.toString());
            } else if (!tree.isNull()) {
                problems.add(Printable.of(file.toString()) + ": must hold an object");
            }
        } catch (IOException e) {
            problems.add(Printable.of(file.toString()) + ": cannot be read: " + e);
        } catch (DocumentException e) {
            problems.add(Printable.of(file.toString()) + ": " + Printable.of(String.valueOf(e.getMessage())));
        }
    }

    private void walk(JsonNode tree, String prefix, String origin) {
        tree.properties().forEach(entry -> {
            String key = prefix + entry.getKey();
            if (entry.getValue().isObject() && known.keySet().stream().anyMatch(k -> k.startsWith(key + "."))) {
                walk(entry.getValue(), key + ".", origin);
            } else if (!entry.getValue().isNull()) {
                Raw.of(entry.getValue())
                        .ifPresentOrElse(
                                raw -> set(key, raw, origin), () -> problem(key, origin, "is nested too deep"));
            }
        });
    }

    private void environment() {
        Map<String, Setting<?>> variables = new HashMap<>();
        known.values().forEach(setting -> variables.put(setting.variable(), setting));
        variables.put("GUESTKIT_SPOOL", Settings.SPOOL);
        surroundings.environment().entrySet().stream()
                .filter(e -> e.getKey().startsWith("GUESTKIT_"))
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> {
                    Optional<Setting<?>> setting = Optional.ofNullable(variables.get(e.getKey()));
                    if (setting.isPresent()) {
                        set(setting.get().key(), new Raw.Text(e.getValue()), e.getKey());
                    } else if (!OTHER_VARIABLES.contains(e.getKey())
                            && !e.getKey().startsWith("GUESTKIT_TEST_")) {
                        problems.add(Printable.of(e.getKey()) + ": no such setting; guestkit config print lists all");
                    }
                });
    }

    private void set(String key, Raw raw, String origin) {
        Optional<Setting<?>> setting = Optional.ofNullable(known.get(key));
        if (setting.isEmpty()) {
            problem(key, origin, "no such setting; guestkit config print lists all");
            return;
        }
        try {
            values.put(
                    key, new Configuration.Value(setting.get().type().reader().apply(raw), raw, origin));
        } catch (IllegalArgumentException | ArithmeticException e) {
            problem(key, origin, String.valueOf(e.getMessage()));
        }
    }

    private void problem(String key, String origin, String message) {
        problems.add(Printable.of(key) + " (" + Printable.of(origin) + "): " + Printable.of(message));
    }
}
