package dev.guestkit.worker.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.JobCodec;
import dev.guestkit.job.JobResult;
import dev.guestkit.job.JobStatus;
import dev.guestkit.job.JobValidator;
import dev.guestkit.job.Json;
import dev.guestkit.job.Metrics;
import dev.guestkit.job.Observability;
import dev.guestkit.worker.spi.HandlerResult;
import dev.guestkit.worker.spi.JobContext;
import dev.guestkit.worker.spi.JobEvent;
import dev.guestkit.worker.spi.Outcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Protocol, sections 3 and 4, as the engine makes them. */
class ResultsAndEventsTest {
    private final WorkerFixture fixture = new WorkerFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private JobResult run(ScriptedHandler.Body body) {
        fixture.start(b -> b.maxDataBytes(2048), ScriptedHandler.of("acme.work", body));
        return fixture.result(fixture.submit(
                "acme.work",
                b -> b.traceId("4bf92f3577b34da6a3ce929d0e0e4736")
                        .spanId("00f067aa0ba902b7")
                        .correlationId("c-1")
                        .idempotencyKey("key-1")));
    }

    @Test
    void aCompletedResultCarriesEverything() {
        Metrics metrics = new Metrics(Optional.of(10L), Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
        JobResult result = run(context -> {
            fixture.time.advance(Duration.ofMillis(2700));
            return Outcome.done(
                    new HandlerResult(Json.ofValue("made"), Optional.of("/out/report.json"), Optional.of(metrics)));
        });
        assertThat(result.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(result.completedAt()).isPresent();
        assertThat(result.failedAt()).isEmpty();
        assertThat(result.data()).contains(Json.ofValue("made"));
        assertThat(result.outputs().orElseThrow().primary()).contains("/out/report.json");
        assertThat(result.metrics()).contains(metrics);
        assertThat(result.executionSummary().durationSeconds()).isEqualTo(2);
        assertThat(result.executionSummary().durationMs()).contains(2700L);
        assertThat(result.executionSummary().idempotencyKey()).contains("key-1");
        JobCodec codec = JobCodec.standard();
        assertThat(codec.readResult(codec.write(result))).isEqualTo(result);
    }

    @Test
    void ourSpanIsAChildOfTheJobs() {
        AtomicReference<Observability> seen = new AtomicReference<>();
        JobResult result = run(context -> {
            seen.set(context.trace());
            return context.done(Json.NULL);
        });
        Observability span = result.observability().orElseThrow();
        assertThat(seen.get()).isEqualTo(span);
        assertThat(span.traceId()).contains("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(span.parentSpanId()).contains("00f067aa0ba902b7");
        assertThat(span.correlationId()).contains("c-1");
        assertThat(span.spanId().orElseThrow()).matches("[0-9a-f]{16}").isNotEqualTo("00f067aa0ba902b7");
    }

    @Test
    void dataOverTheLimitBecomesAnArtifactAndASummary() throws IOException {
        String big = "é".repeat(3000);
        JobResult result = run(context -> context.done(Json.ofValue(
                Map.of("text", big, "count", 7, "image", Map.of("checksum", Map.of("algorithm", "sha256"))))));
        Json data = result.data().orElseThrow();
        assertThat(data.at("/text")).isEmpty();
        assertThat(data.at("/count")).contains(Json.ofValue(7));
        assertThat(data.at("/image/checksum/algorithm")).contains(Json.ofValue("sha256"));
        assertThat(data.at("/moved_to_artifact/name")).contains(Json.ofValue("data.json"));
        var detail =
                result.outputs().orElseThrow().artifactDetails().orElseThrow().get(0);
        assertThat(detail.name()).isEqualTo("data.json");
        try (InputStream content =
                fixture.store.client().artifact(result.jobId(), "data.json").orElseThrow()) {
            byte[] bytes = content.readAllBytes();
            assertThat(bytes).hasSize((int) detail.sizeBytes());
            assertThat(JobCodec.standard().readJson(bytes).at("/text")).contains(Json.ofValue(big));
        }
    }

    @Test
    void artifactsAreListedAlsoWhenTheHandlerFailsAfterwards() {
        JobResult result = run(context -> {
            context.artifacts().store("log.txt", new ByteArrayInputStream("text".getBytes(StandardCharsets.UTF_8)));
            throw new IllegalStateException("planted");
        });
        assertThat(result.status()).isEqualTo(JobStatus.FAILED);
        assertThat(result.outputs().orElseThrow().artifactDetails().orElseThrow())
                .extracting(d -> d.name(), d -> d.sizeBytes())
                .containsExactly(org.assertj.core.api.Assertions.tuple("log.txt", 4L));
    }

    @Test
    void anArtifactNameThatCouldBeAPathIsRefused() {
        JobResult result = run(context -> {
            for (String name : List.of("../x", "a/b", "", ".hidden", "x".repeat(129), "a\0b")) {
                try {
                    context.artifacts().store(name, InputStream.nullInputStream());
                    throw new AssertionError("taken: " + name);
                } catch (IllegalArgumentException e) {
                    continue; // as it must be
                }
            }
            return context.done(Json.NULL);
        });
        assertThat(result.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(result.outputs().orElseThrow().artifactDetails()).isEmpty();
    }

    @Test
    void theStreamOfAParkedAndRetriedJobIsASeriesThatTheValidatorTakes() {
        AtomicInteger starts = new AtomicInteger();
        fixture.start(ScriptedHandler.of("acme.work", context -> {
            int start = starts.incrementAndGet();
            for (int i = 0; i < 20; i++) {
                context.progress("scan", start == 1 ? 60 + i : i, "step " + i);
            }
            if (start == 2) {
                throw new IllegalStateException("planted");
            }
            return start == 1 ? Outcome.parkUntil(fixture.time.instant().plusMillis(200)) : context.done(Json.NULL);
        }));
        String job = fixture.submit("acme.work", b -> b.maxAttempts(2));
        fixture.turnUntil(Duration.ofMillis(100), () -> fixture.state(job).isTerminal());
        assertThat(starts).hasValue(3);
        String lines = fixture.store.client().events(job, -1, 1000).events().stream()
                .filter(stored -> stored.event() instanceof JobEvent.Progress)
                .map(stored -> ((JobEvent.Progress) stored.event()).event())
                .map(event -> new String(JobCodec.standard().write(event), StandardCharsets.UTF_8))
                .collect(Collectors.joining("\n"));
        assertThat(JobValidator.standard()
                        .checkSeries(lines.getBytes(StandardCharsets.UTF_8))
                        .problems())
                .isEmpty();
    }

    @Test
    void progressAndLogLinesAreOneStream() {
        JobResult result = run(context -> {
            context.progress("disk_attach", 10, "attaching");
            context.log(JobContext.LogLevel.WARN, "slow disk");
            context.progress("os_detection", 40, "looking");
            return context.done(Json.NULL);
        });
        var events = fixture.store.client().events(result.jobId(), -1, 100).events();
        assertThat(events).extracting(e -> e.id()).isSorted().doesNotHaveDuplicates();
        var said = events.stream()
                .map(e -> e.event())
                .filter(e -> !(e instanceof JobEvent.StateChange))
                .map(e -> e instanceof JobEvent.Progress p
                        ? p.event().sequence() + " " + p.event().phase()
                        : ((JobEvent.Log) e).level())
                .toList();
        assertThat(said).containsExactly("0 disk_attach", "warn", "1 os_detection");
    }

    @Test
    void theScratchDirectoryIsPrivateAndGoneAfterwards() {
        AtomicReference<Path> scratch = new AtomicReference<>();
        JobResult result = run(context -> {
            Path directory = context.scratch();
            scratch.set(directory);
            assertThat(context.scratch()).isEqualTo(directory);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                    .isEqualTo("rwx------");
            Files.createDirectories(directory.resolve("a/b"));
            Files.writeString(directory.resolve("a/b/file"), "text");
            Files.createSymbolicLink(directory.resolve("link"), Path.of("/etc"));
            return context.done(Json.NULL);
        });
        assertThat(result.error()).isEmpty();
        WorkerFixture.await().until(() -> !Files.exists(scratch.get()));
        assertThat(Path.of("/etc/passwd")).exists();
    }

    @Test
    void onlySystemHandlersSeeTheStore() {
        JobResult result = run(context -> context.done(Json.ofValue(String.valueOf(context.jobs()))));
        assertThat(result.error().orElseThrow().message()).contains("only system.* handlers");
    }
}
