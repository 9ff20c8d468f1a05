package dev.guestkit.app.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.guestkit.app.ProcessRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectProcessTest {
    @TempDir
    Path directory;

    @Test
    void encryptedDiskIsReadWithAKeyThatNoProcessShows() throws Exception {
        Path key = Files.writeString(directory.resolve("key"), "secret\n");
        Path out = directory.resolve("out.json");

        Process inspect = ProcessRun.builder(
                        ProcessRun.home(),
                        directory,
                        "inspect",
                        image().toString(),
                        "--key",
                        "all:file:" + key,
                        "--output",
                        "json")
                .redirectOutput(out.toFile())
                .redirectError(directory.resolve("err.txt").toFile())
                .start();
        Set<String> seen = new LinkedHashSet<>();
        while (!inspect.waitFor(1, TimeUnit.SECONDS)) {
            seen.addAll(shownBy(inspect.toHandle()));
            inspect.descendants().forEach(process -> seen.addAll(shownBy(process)));
        }

        assertThat(inspect.exitValue())
                .as(Files.readString(directory.resolve("err.txt")))
                .isZero();
        JsonNode result = new ObjectMapper().readTree(out.toFile());
        assertThat(result.at("/data/verdict").asText()).isEqualTo("systems");
        assertThat(result.at("/data/storage/encrypted/0/opened").asBoolean()).isTrue();
        assertThat(seen).anyMatch(text -> text.contains("qemu")).noneMatch(text -> text.contains("secret"));
    }

    /** Command line and environment of a process, as others of its user see them. */
    private static Set<String> shownBy(ProcessHandle process) {
        Set<String> shown = new LinkedHashSet<>();
        for (String file : new String[] {"cmdline", "environ"}) {
            try {
                shown.add(Files.readString(
                        Path.of("/proc", String.valueOf(process.pid()), file),
                        java.nio.charset.StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                continue; // it has ended
            }
        }
        return shown;
    }

    private static Path image() {
        Path image = Optional.ofNullable(System.getenv("GUESTKIT_FIXTURES"))
                .map(Path::of)
                .orElseGet(() -> Path.of(
                        Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                                .orElse(System.getProperty("user.home") + "/.cache"),
                        "guestkit/fixtures"))
                .resolve("debian-luks.qcow2");
        Assumptions.assumeTrue(
                Files.exists(image) || System.getProperty("quick") == null, "SKIPPED: run fixtures/make first");
        return image;
    }
}
