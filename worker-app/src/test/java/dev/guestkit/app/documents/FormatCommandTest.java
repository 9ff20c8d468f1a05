package dev.guestkit.app.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.guestkit.app.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatCommandTest {
    @TempDir
    Path directory;

    @Test
    void unknownKeysAreKeptAndTimesAreInUtc() throws IOException {
        Files.writeString(
                directory.resolve("job.json"),
                ValidateCommandTest.JOB
                        .replace("2026-01-01T00:00:00Z", "2026-01-01T02:00:00+02:00")
                        .replace("{\"version\"", "{\"mine\":{\"a\":[1,2.50]},\"version\""));

        CommandRun run = CommandRun.of(directory, "format", "job.json");

        assertThat(run.code()).isZero();
        assertThat(run.json().at("/created_at").asText()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(run.out()).contains("\"mine\":{\"a\":[1,2.50]}");
    }

    @Test
    void jsonLinesCarryFileAndText() throws IOException {
        Files.writeString(directory.resolve("job.json"), ValidateCommandTest.JOB);

        JsonNode line = CommandRun.of(directory, "format", "--json", "job.json").json();

        assertThat(line.fieldNames()).toIterable().containsExactly("file", "text");
        assertThat(new ObjectMapper().readTree(line.at("/text").asText()))
                .isEqualTo(new ObjectMapper().readTree(ValidateCommandTest.JOB));
    }

    @Test
    void whatIsNoDocumentIsSaidAndTheRestIsWritten() throws IOException {
        Files.writeString(directory.resolve("bad.json"), "{");
        Files.writeString(directory.resolve("job.json"), ValidateCommandTest.JOB);

        CommandRun run = CommandRun.of(directory, "format", "bad.json", "job.json");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("bad.json: cannot be written");
        assertThat(run.out()).contains("job-00000001");
    }

    @Test
    void badValuesAreWrittenAsTheyAre() throws IOException {
        Files.writeString(
                directory.resolve("job.json"), ValidateCommandTest.JOB.replace("job-00000001", "../../etc/x"));

        CommandRun run = CommandRun.of(directory, "format", "job.json");

        assertThat(run.json().at("/job_id").asText()).isEqualTo("../../etc/x");
    }
}
