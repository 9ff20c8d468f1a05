package dev.guestkit.app.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.guestkit.app.CommandRun;
import dev.guestkit.transport.file.FileTransport;
import dev.guestkit.worker.Worker;
import dev.guestkit.worker.spi.HandlerException;
import dev.guestkit.worker.spi.HandlerSpec;
import dev.guestkit.worker.spi.JobContext;
import dev.guestkit.worker.spi.JobHandler;
import dev.guestkit.worker.spi.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolCommandsTest {
    @TempDir
    Path directory;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    @Test
    void submittedJobIsQueuedAndListed() {
        CommandRun submitted =
                run("submit", "--operation", "system.echo", "--data", "{\"a\":1}", "--label", "team=web", "-o", "json");

        assertThat(submitted.code()).as(submitted.err()).isZero();
        assertThat(submitted.json().at("/status").asText()).isEqualTo("submitted");
        JsonNode list = run("list", "--label", "team=web", "--output", "json").json();
        assertThat(list.at("/total").asInt()).isOne();
        assertThat(list.at("/jobs/0/job_id")).isEqualTo(submitted.json().at("/job_id"));
        assertThat(list.at("/jobs/0/status").asText()).isEqualTo("pending");
        assertThat(run("list", "--label", "team=db", "-o", "json")
                        .json()
                        .at("/total")
                        .asInt())
                .isZero();
    }

    @Test
    void waitShowsTheResult() {
        worker();

        CommandRun run =
                run("submit", "--operation", "system.echo", "--data", "{\"a\":1}", "--wait", "--output", "json");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.json().at("/status").asText()).isEqualTo("completed");
        assertThat(run.json().at("/data/echo/a").asInt()).isOne();
    }

    @Test
    void failedJobEndsWithOneAndIsRetriedUnderANewId() {
        worker();

        CommandRun failed = run("submit", "--operation", "acme.fail", "--id", "job-that-fails", "--wait");

        assertThat(failed.code()).as(failed.err()).isEqualTo(1);
        assertThat(failed.out()).contains("ACME_BROKEN: the reason why");
        assertThat(run("result", "job-that-fails").code()).isEqualTo(1);
        assertThat(run("status", "--watch", "job-that-fails").code()).isEqualTo(1);
        assertThat(run("status", "job-that-fails").code()).isZero();
        JsonNode retried = run("retry", "job-that-fails", "-o", "json").json();
        assertThat(retried.at("/retry_of").asText()).isEqualTo("job-that-fails");
        assertThat(retried.at("/job_id").asText()).isNotEqualTo("job-that-fails");
    }

    @Test
    void whatAJobStoredIsTakenFromItsResult() throws IOException {
        worker();
        run("submit", "--operation", "acme.store", "--id", "job-that-stores", "--wait");

        assertThat(run("result", "job-that-stores", "--artifact", "note.txt").err())
                .contains("say where it goes");
        assertThat(run("result", "job-that-stores", "--artifact", "note.txt", "--save", "n.txt")
                        .code())
                .isZero();
        assertThat(directory.resolve("n.txt")).hasContent("a note");
        assertThat(run("result", "job-that-stores", "--artifact", "other", "--save", "o")
                        .err())
                .contains("stored no other, but note.txt");
    }

    @Test
    void statusWatchedShowsProgressUntilTheEnd() {
        worker();
        run("submit", "--operation", "acme.steps", "--id", "job-in-steps");

        CommandRun run = run("status", "--watch", "job-in-steps");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("first: one").contains("second: two");
        assertThat(run.out()).contains("completed");
    }

    @Test
    void cancelledJobEndsAndSaysSo() {
        run("submit", "--operation", "system.echo", "--id", "job-to-cancel");

        CommandRun cancelled = run("cancel", "job-to-cancel", "--reason", "not wanted", "--output", "json");

        assertThat(cancelled.code()).as(cancelled.err()).isZero();
        assertThat(cancelled.json().at("/outcome").asText()).isEqualTo("CANCELLED");
        assertThat(run("status", "job-to-cancel", "-o", "json")
                        .json()
                        .at("/status")
                        .asText())
                .isEqualTo("cancelled");
        assertThat(run("cancel", "job-to-cancel").code()).isEqualTo(2);
    }

    @Test
    void resultIsSavedToAFile() throws IOException {
        worker();
        run("submit", "--operation", "system.echo", "--id", "job-to-save", "--wait");

        assertThat(run("result", "job-to-save", "--save", "result.json").code()).isZero();
        assertThat(CommandRun.of(directory, "validate", "--type", "result", "result.json")
                        .code())
                .isZero();
        assertThat(Files.exists(directory.resolve("result.json.part"))).isFalse();
    }

    @Test
    void resultOfARunningJobIsNotReady() {
        run("submit", "--operation", "system.echo", "--id", "job-waiting");

        CommandRun run = run("result", "job-waiting");

        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains("RESULT_NOT_READY");
    }

    @Test
    void filesInJsonAndYamlAreFilledIn() throws IOException {
        Files.writeString(
                directory.resolve("a.json"),
                "{\"operation\":\"system.echo\",\"payload\":{\"type\":\"system.echo.v1\",\"data\":1}}");
        Files.writeString(
                directory.resolve("b.yaml"), "operation: system.echo\npayload: {type: system.echo.v1, data: {b: 2}}\n");

        CommandRun run = run("submit", "--file", "a.json", "b.yaml", "--output", "json");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.json().at("/jobs")).hasSize(2);
    }

    @Test
    void oneBadDocumentKeepsAllFromBeingSubmitted() throws IOException {
        Files.writeString(
                directory.resolve("a.json"),
                "{\"operation\":\"system.echo\",\"payload\":{\"type\":\"system.echo.v1\",\"data\":1}}");
        Files.writeString(directory.resolve("b.json"), "{\"operation\":\"system.echo\"}");

        CommandRun run = run("submit", "--file", "a.json", "b.json");

        assertThat(run.code()).as(run.err()).isEqualTo(1);
        assertThat(run.err()).contains("b.json is not valid").contains("/payload");
        assertThat(run("list", "-o", "json").json().at("/total").asInt()).isZero();
    }

    @Test
    void patternOfImagesBecomesAJobEach() throws IOException {
        for (String name : List.of("a.qcow2", "b.qcow2", "c.raw")) {
            Files.writeString(directory.resolve(name), "x");
        }

        CommandRun run = run("submit", "--operation", "guestkit.inspect", "--image", "*.qcow2", "c.raw", "-o", "json");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.json().at("/jobs")).hasSize(3);
        assertThat(run("submit", "--operation", "guestkit.inspect", "--image", "*.vmdk")
                        .code())
                .isEqualTo(2);
    }

    @Test
    void conflictingDocumentIsRefused() {
        run("submit", "--operation", "system.echo", "--id", "job-of-one-kind");

        CommandRun run = run("submit", "--operation", "system.echo", "--data", "{\"x\":1}", "--id", "job-of-one-kind");

        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains("CONFLICT");
    }

    @Test
    void healthAndCapabilitiesTellOfWorkers() {
        assertThat(run("health").code()).isEqualTo(1);
        worker();

        assertThat(run("health", "-o", "json").json().at("/status").asText()).isEqualTo("healthy");
        assertThat(run("capabilities", "-o", "json").json().at("/workers/0/capabilities/operations"))
                .anySatisfy(operation -> assertThat(operation.asText()).isEqualTo("acme.steps"));
    }

    @Test
    void wrongUseIsSaid() {
        assertThat(run("submit").code()).isEqualTo(2);
        assertThat(run("submit", "--file", "a", "--json", "{}").code()).isEqualTo(2);
        assertThat(run("submit", "--json", "{}", "--image", "a").code()).isEqualTo(2);
        assertThat(run("retry").code()).isEqualTo(2);
        assertThat(run("status", "job-unknown").code()).isEqualTo(2);
        assertThat(run("list", "--limit", "0").code()).isEqualTo(2);
    }

    private CommandRun run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(1, List.of("--spool", "spool"));
        return CommandRun.of(directory, all.toArray(String[]::new));
    }

    private void worker() {
        FileTransport transport = FileTransport.open(directory.resolve("spool"));
        open.add(transport);
        open.add(Worker.builder(transport)
                .handler(new Steps())
                .handler(new Failing())
                .handler(new Storing())
                .withoutDiscovery()
                .handler(new Echo())
                .grace(Duration.ZERO)
                .start());
    }

    private record Echo() implements JobHandler {
        @Override
        public HandlerSpec spec() {
            return HandlerSpec.builder("system.echo", 1).build();
        }

        @Override
        public Outcome run(JobContext context) {
            return context.done(dev.guestkit.job.Json.ofValue(
                    java.util.Map.of("echo", context.payload().data().toNode())));
        }
    }

    private record Steps() implements JobHandler {
        @Override
        public HandlerSpec spec() {
            return HandlerSpec.builder("acme.steps", 1).build();
        }

        @Override
        public Outcome run(JobContext context) {
            context.progress("first", 10, "one");
            context.progress("second", 90, "two");
            return context.done(context.payload().data());
        }
    }

    private record Storing() implements JobHandler {
        @Override
        public HandlerSpec spec() {
            return HandlerSpec.builder("acme.store", 1).build();
        }

        @Override
        public Outcome run(JobContext context) {
            context.artifacts()
                    .store("note.txt", new java.io.ByteArrayInputStream("a note".getBytes(StandardCharsets.UTF_8)));
            return context.done(context.payload().data());
        }
    }

    private record Failing() implements JobHandler {
        @Override
        public HandlerSpec spec() {
            return HandlerSpec.builder("acme.fail", 1).build();
        }

        @Override
        public Outcome run(JobContext context) {
            throw new HandlerException("ACME_BROKEN", "the reason why", java.util.Optional.empty());
        }
    }
}
