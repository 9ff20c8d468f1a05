package dev.guestkit.app.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.guestkit.app.CommandRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {
    static final String JOB = """
            {"version":"1.0","job_id":"job-00000001","created_at":"2026-01-01T00:00:00Z","kind":"VMOperation",
             "operation":"system.echo","payload":{"type":"system.echo.v1","data":{"text":"hello"}}}
            """;

    @TempDir
    Path directory;

    @Test
    void validDocumentEndsWithZero() throws IOException {
        write("job.json", JOB);

        CommandRun run = CommandRun.of(directory, "validate", "job.json");

        assertThat(run).isEqualTo(new CommandRun(0, "job.json: valid" + System.lineSeparator(), ""));
    }

    @Test
    void nothingIsFilledIn() throws IOException {
        write("job.json", JOB.replace("\"version\":\"1.0\",", ""));

        CommandRun run = CommandRun.of(directory, "validate", "--json", "job.json");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.json().at("/problems/0/pointer").asText()).isEqualTo("/version");
        assertThat(run.json().at("/problems/0/severity").asText()).isEqualTo("error");
    }

    @Test
    void eachLineOfJsonCarriesExactlyThePromisedKeys() throws IOException {
        write("bad.json", JOB.replace("system.echo\"", "nodot\""));

        JsonNode line =
                CommandRun.of(directory, "validate", "--json", "bad.json").json();

        assertThat(line.fieldNames()).toIterable().containsExactly("file", "valid", "problems");
        assertThat(line.at("/problems/0").fieldNames())
                .toIterable()
                .containsExactly("pointer", "severity", "code", "message");
    }

    @Test
    void yamlIsReadInFilesCalledSo() throws IOException {
        write(
                "job.yaml",
                "version: '1.0'\njob_id: job-00000001\ncreated_at: 2026-01-01T00:00:00Z\nkind: VMOperation\n"
                        + "operation: system.echo\npayload: {type: system.echo.v1, data: {a: 1}}\n");

        assertThat(CommandRun.of(directory, "validate", "job.yaml").code()).isZero();
    }

    @Test
    void warningsLeaveADocumentValid() throws IOException {
        write("job.json", JOB.replace("\"operation\"", "\"execution\":{\"timeout_seconds\":90000},\"operation\""));

        CommandRun run = CommandRun.of(directory, "validate", "job.json");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("warning: /execution/timeout_seconds");
    }

    @Test
    void missingFilesAndDirectoriesAreSaidAndTheRestGoesOn() throws IOException {
        write("job.json", JOB);

        CommandRun run = CommandRun.of(directory, "validate", "--json", "none.json", ".", "job.json");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.lines()).extracting(l -> l.at("/valid").asBoolean()).containsExactly(false, false, true);
    }

    @Test
    void thousandsOfFilesOfAnyContentGetALineEach() throws IOException {
        Random random = new Random(42);
        byte[] job = JOB.getBytes(StandardCharsets.UTF_8);
        List<String> names = IntStream.range(0, 3000).mapToObj(i -> i + ".json").toList();
        for (String name : names) {
            byte[] bytes = job.clone();
            for (int i = random.nextInt(4); i > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Files.write(directory.resolve(name), bytes);
        }

        String[] arguments =
                Stream.concat(Stream.of("validate", "--json"), names.stream()).toArray(String[]::new);
        CommandRun run = CommandRun.of(directory, arguments);

        assertThat(run.lines()).extracting(l -> l.at("/file").asText()).containsExactlyElementsOf(names);
        assertThat(run.lines()).extracting(l -> l.at("/valid").asBoolean()).contains(true, false);
    }

    @Test
    void hostileNamesAndContentsNeverReachTheTerminalRaw() throws IOException {
        write("job.json", JOB.replace("VMOperation", "\\u001b[31mred\\u202e"));

        CommandRun run = CommandRun.of(directory, "validate", "job.json");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("red").doesNotContain("\u001b", "\u202e");
    }

    @Test
    void deepNestingAndEndlessFilesAreRefusedWithinLimits() throws IOException {
        write("deep.json", "[".repeat(100_000));
        write("long.json", "\"" + "x".repeat(2 << 20) + "\"");

        CommandRun run = CommandRun.of(directory, "validate", "--json", "deep.json", "long.json");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.lines())
                .allSatisfy(
                        l -> assertThat(l.at("/problems/0/pointer").asText()).isEmpty());
    }

    @Test
    void wrongUseEndsWithTwo() {
        assertThat(CommandRun.of(directory, "validate").code()).isEqualTo(2);
        assertThat(CommandRun.of(directory, "validate", "--type", "poem", "x").code())
                .isEqualTo(2);
        assertThat(CommandRun.of(directory, "nonsense").code()).isEqualTo(2);
        assertThat(CommandRun.of(directory).code()).isEqualTo(2);
    }

    void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }
}
