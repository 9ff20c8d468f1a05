package dev.guestkit.app.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.guestkit.app.ProcessRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
                        "--sbom",
                        "spdx",
                        "--sbom-file",
                        directory.resolve("bill.json").toString(),
                        "--report",
                        directory.resolve("report.html").toString(),
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
        assertThat(new ObjectMapper()
                        .readTree(directory.resolve("bill.json").toFile())
                        .at("/spdxVersion")
                        .asText())
                .isEqualTo("SPDX-2.3");
        assertThat(directory.resolve("report.html")).content().contains("</html>");
        assertThat(seen).anyMatch(text -> text.contains("qemu")).noneMatch(text -> text.contains("secret"));
    }

    @Test
    void interruptedInspectionLeavesNothing() throws Exception {
        // Short, because sockets lie below it.
        Path temporary = Files.createDirectory(
                Path.of("/tmp/gk" + Long.toString(ProcessHandle.current().pid(), 36)));
        Path mine = Files.copy(image(), directory.resolve("guest.qcow2"));
        ProcessBuilder builder = ProcessRun.builder(ProcessRun.home(), directory, "inspect", mine.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        // A group of its own and a signal that is not ignored, as a terminal gives both.
        builder.command().addAll(0, List.of("env", "--default-signal=INT", "setsid"));
        builder.environment().put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary);
        Process inspect = builder.start();
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> shown(temporary).contains("qemu-system"));
            new ProcessBuilder("kill", "-INT", "--", "-" + inspect.pid())
                    .start()
                    .waitFor();

            assertThat(inspect.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(inspect.exitValue()).isNotZero();
            await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
                assertThat(shown(temporary)).isEmpty();
                assertThat(shown(mine)).isEmpty();
                try (Stream<Path> left = Files.walk(temporary)) {
                    assertThat(left.filter(path -> path.getFileName().toString().startsWith("gk-")
                                    || path.getFileName().toString().startsWith("guestkit-job-")))
                            .isEmpty();
                }
            });
            assertThat(directory.toFile().list()).containsExactly("guest.qcow2");
        } finally {
            inspect.destroyForcibly();
            new ProcessBuilder("rm", "-r", temporary.toString()).start().waitFor();
        }
    }

    /** The command lines of all processes that name a path. */
    private static String shown(Path path) {
        return ProcessHandle.allProcesses()
                .map(InspectProcessTest::shownBy)
                .flatMap(Set::stream)
                .filter(text -> text.contains(path + "/") || text.endsWith(path.toString()))
                .collect(Collectors.joining("\n"));
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
