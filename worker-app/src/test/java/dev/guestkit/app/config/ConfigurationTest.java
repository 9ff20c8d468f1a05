package dev.guestkit.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestkit.app.CliException;
import dev.guestkit.app.CommandRun;
import dev.guestkit.app.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
    @TempDir
    Path directory;

    @Test
    void flagsWinOverTheEnvironmentOverYamlOverDefaults() throws IOException {
        Path file = Files.writeString(
                directory.resolve("c.yaml"), "spool: {lease: 10s}\nworker: {concurrency: 3, grace: 1m, pool: yaml}\n");
        Map<String, String> environment = Map.of("GUESTKIT_WORKER_GRACE", "2m", "GUESTKIT_WORKER_POOL", "variable");

        Configuration c = load(environment, file, new ConfigLoader.Flag("--pool", "worker.pool", "flag"));

        assertThat(c.get(Settings.PRIVILEGED)).isFalse();
        assertThat(c.get(Settings.CONCURRENCY)).isEqualTo(3L);
        assertThat(c.get(Settings.GRACE)).isEqualTo(Duration.ofMinutes(2));
        assertThat(c.get(Settings.POOL)).isEqualTo("flag");
        assertThat(c.origin(Settings.PRIVILEGED)).contains("default");
        assertThat(c.origin(Settings.CONCURRENCY)).contains(file.toString());
        assertThat(c.origin(Settings.GRACE)).contains("GUESTKIT_WORKER_GRACE");
        assertThat(c.origin(Settings.POOL)).contains("--pool");
    }

    @Test
    void listsAndMapsAreReadFromYamlAndFromText() throws IOException {
        Path file = Files.writeString(
                directory.resolve("c.yaml"),
                "worker:\n  allowed_roots: [/a, /b c]\n  operations: {guestkit.inspect: 2}\n");

        Configuration yaml = load(Map.of(), file);
        Configuration text = load(
                Map.of("GUESTKIT_WORKER_ALLOWED_ROOTS", "/a, /b c", "GUESTKIT_WORKER_OPERATIONS", "guestkit.inspect=2"),
                file);

        for (Configuration c : List.of(yaml, text)) {
            assertThat(c.get(Settings.ALLOWED_ROOTS)).containsExactly(Path.of("/a"), Path.of("/b c"));
            assertThat(c.get(Settings.OPERATIONS)).isEqualTo(Map.of("guestkit.inspect", 2));
        }
    }

    @Test
    void everyProblemIsSaidAtOnceWithItsOrigin() throws IOException {
        Path file = Files.writeString(directory.resolve("c.yaml"), "worker: {concurrency: many, color: red}\n");

        assertThatThrownBy(() -> load(Map.of("GUESTKIT_WORKER_GRACE", "soon", "GUESTKIT_WORKR_ID", "x"), file))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("worker.concurrency (" + file + "): must be an integer")
                .hasMessageContaining("worker.color (" + file + "): no such setting")
                .hasMessageContaining("worker.grace (GUESTKIT_WORKER_GRACE): must be a duration")
                .hasMessageContaining("GUESTKIT_WORKR_ID: no such setting");
    }

    @Test
    void keysComeFromFilesAndVariablesOnly() throws IOException {
        Path file = Files.writeString(
                directory.resolve("c.yaml"), "appliance:\n  keys: ['/dev/sda2:file:/k', 'all:env:DISK_KEY']\n");

        assertThat(load(Map.of(), file).get(Settings.KEYS))
                .containsExactly(
                        new KeySource("/dev/sda2", KeySource.Kind.FILE, "/k"),
                        new KeySource("all", KeySource.Kind.ENV, "DISK_KEY"));
        for (String literal : List.of("/dev/sda2:key:hunter2", "all:hunter2:x", "hunter2")) {
            assertThatThrownBy(() -> load(Map.of("GUESTKIT_APPLIANCE_KEYS", literal), file))
                    .isInstanceOf(CliException.class)
                    .hasMessageContaining("DEVICE:file:PATH")
                    .hasMessageNotContaining("hunter2");
        }
    }

    @Test
    void everyDefaultPassesItsOwnCheck() {
        Configuration c = ConfigLoader.load(surroundings(Map.of()), Optional.empty(), List.of());

        assertThat(Settings.all())
                .filteredOn(s -> s.fallback().isPresent())
                .allSatisfy(s -> assertThat(c.find(s)).isPresent());
    }

    @Test
    void aFileThatIsMissingOrBrokenIsAnError() throws IOException {
        Path broken = Files.writeString(directory.resolve("broken.yaml"), "a: [b");

        assertThatThrownBy(() -> load(Map.of(), broken)).hasMessageContaining("broken.yaml");
        assertThatThrownBy(() -> load(Map.of(), directory.resolve("none.yaml"))).hasMessageContaining("none.yaml");
    }

    @Test
    void everyExampleFileIsValid() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../examples/config"))) {
            List<Path> examples = files.filter(f -> f.toString().endsWith(".yaml"))
                    .map(f -> f.toAbsolutePath().normalize())
                    .toList();

            assertThat(examples)
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(load(Map.of(), file).origin(Settings.SPOOL))
                            .contains(file.toString()));
        }
    }

    @Test
    void durationsHaveUnits() {
        assertThat(ValueType.DURATION_.reader().apply(new Raw.Text("PT1H"))).isEqualTo(Duration.ofHours(1));
        assertThat(ValueType.DURATION_.reader().apply(new Raw.Text("7 d"))).isEqualTo(Duration.ofDays(7));
    }

    @Test
    void printShowsTheOriginOfEachValue() {
        CommandRun run = CommandRun.with(
                directory, Map.of("GUESTKIT_WORKER_POOL", "north"), "config", "print", "--output", "json");

        assertThat(run.code()).isZero();
        assertThat(run.json()).hasSameSizeAs(Settings.all());
        assertThat(run.json()).anySatisfy(row -> {
            assertThat(row.at("/key").asText()).isEqualTo("worker.pool");
            assertThat(row.at("/value").asText()).isEqualTo("north");
            assertThat(row.at("/origin").asText()).isEqualTo("GUESTKIT_WORKER_POOL");
        });
    }

    private Configuration load(Map<String, String> environment, Path file, ConfigLoader.Flag... flags) {
        return ConfigLoader.load(surroundings(environment), Optional.of(file.toString()), List.of(flags));
    }

    private Surroundings surroundings(Map<String, String> environment) {
        return new Surroundings(environment, directory, directory, false, 100);
    }
}
