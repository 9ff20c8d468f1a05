package dev.guestkit.app.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.app.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesTest {
    @TempDir
    Path directory;

    @Test
    void eventsInOrderAreValid() throws IOException {
        CommandRun run = validate(event("job-00000001", 0, 0, 1) + event("job-00000001", 1, 50, 1));

        assertThat(run.code()).isZero();
    }

    @Test
    void everyJobCountsForItself() throws IOException {
        CommandRun run = validate(event("job-00000001", 0, 0, 1) + event("job-00000002", 0, 50, 1));

        assertThat(run.code()).isZero();
    }

    @Test
    void gapsAreSaidWithTheirLine() throws IOException {
        CommandRun run = validate(event("job-00000001", 0, 0, 1) + event("job-00000001", 2, 50, 1));

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.json().at("/problems/0/pointer").asText()).isEqualTo("/1/sequence");
    }

    @Test
    void percentFallsOnlyAtANewStart() throws IOException {
        String before = event("job-00000001", 0, 90, 1);

        assertThat(validate(before + event("job-00000001", 1, 10, 2)).code()).isZero();
        assertThat(validate(before + event("job-00000001", 1, 10, 1))
                        .json()
                        .at("/problems/0/pointer")
                        .asText())
                .isEqualTo("/1/progress_percent");
    }

    @Test
    void aBadLineIsSaidWithItsNumberAndTheOthersAreRead() throws IOException {
        CommandRun run = validate(event("job-00000001", 0, 0, 1) + "{\n" + event("job-00000001", 1, 5, 1));

        assertThat(run.json().at("/problems")).hasSize(1);
        assertThat(run.json().at("/problems/0/pointer").asText()).isEqualTo("/1");
    }

    @Test
    void aLineWithoutEndIsRefusedWithoutBeingKept() throws IOException {
        CommandRun run = validate("\"" + "x".repeat(5 << 20));

        assertThat(run.json().at("/problems")).hasSize(1);
    }

    @Test
    void formatWritesOneEventALine() throws IOException {
        String series = event("job-00000001", 0, 0, 1) + event("job-00000001", 1, 5, 1);
        Files.writeString(directory.resolve("events.ndjson"), series.replace("\":", "\" : "));

        CommandRun run = CommandRun.of(directory, "format", "--type", "series", "events.ndjson");

        assertThat(run.code()).isZero();
        assertThat(run.lines()).hasSize(2);
        assertThat(run.out()).doesNotContain(" : ");
    }

    private CommandRun validate(String series) throws IOException {
        Files.writeString(directory.resolve("events.ndjson"), series);
        return CommandRun.of(directory, "validate", "--type", "series", "--json", "events.ndjson");
    }

    private static String event(String job, int sequence, int percent, int attempt) {
        return "{\"job_id\":\"%s\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"sequence\":%d,\"phase\":\"cleanup\",\"attempt\":%d,\"progress_percent\":%d,\"message\":\"m\"}%n"
                .formatted(job, sequence, attempt, percent);
    }
}
