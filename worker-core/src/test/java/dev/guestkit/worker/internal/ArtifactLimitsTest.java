package dev.guestkit.worker.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.ErrorCode;
import dev.guestkit.job.JobResult;
import dev.guestkit.job.Json;
import dev.guestkit.worker.MemoryTransport;
import dev.guestkit.worker.spi.HandlerException;
import dev.guestkit.worker.spi.JobContext;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many artifacts, how large each; which names they may have, {@link ResultsAndEventsTest} says. */
class ArtifactLimitsTest {
    private final WorkerFixture fixture = new WorkerFixture();
    private final List<String> refused = new ArrayList<>();

    @AfterEach
    void close() {
        fixture.close();
    }

    private JobResult run(ScriptedHandler.Body body) {
        fixture.start(b -> b.maxDataBytes(1024).artifactLimits(3, 2048), ScriptedHandler.of("acme.stores", body));
        return fixture.result(fixture.submit("acme.stores"));
    }

    private void store(JobContext context, String name, int bytes) {
        try {
            context.artifacts().store(name, new ByteArrayInputStream(new byte[bytes]));
        } catch (HandlerException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_EXHAUSTED.name());
            refused.add(name);
        }
    }

    private static List<String> names(JobResult result) {
        return result.outputs().orElseThrow().artifactDetails().orElseThrow().stream()
                .map(detail -> detail.name())
                .toList();
    }

    @Test
    void oneTooManyIsRefusedAndOneInPlaceOfAnotherIsNot() {
        JobResult result = run(context -> {
            for (String name : List.of("a", "b", "c", "d", "a")) {
                store(context, name, 1);
            }
            return context.done(Json.NULL);
        });
        assertThat(refused).containsExactly("d");
        assertThat(names(result)).containsExactly("a", "b", "c");
    }

    @Test
    void oneThatIsTooLargeIsRefusedAndLeavesNothing() {
        JobResult result = run(context -> {
            store(context, "fits", 2048);
            store(context, "larger", 2049);
            return context.done(Json.NULL);
        });
        assertThat(refused).containsExactly("larger");
        assertThat(names(result)).containsExactly("fits");
        assertThat(fixture.store.client().artifact(result.jobId(), "larger")).isEmpty();
    }

    @Test
    void dataThatBecomesAnArtifactIsCountedToo() {
        JobResult result = run(context -> {
            for (String name : List.of("a", "b", "c")) {
                store(context, name, 1);
            }
            return context.done(Json.ofValue("x".repeat(1500)));
        });
        assertThat(result.error().orElseThrow().code()).isEqualTo("RESOURCE_EXHAUSTED");
        assertThat(names(result)).containsExactly("a", "b", "c");
    }

    @Test
    void aStoreInMemoryBoundsOneAndAll() {
        try (MemoryTransport small =
                        MemoryTransport.builder().artifactLimits(10, 15).build();
                dev.guestkit.worker.Worker worker = dev.guestkit.worker.Worker.builder(small)
                        .withoutDiscovery()
                        .handler(ScriptedHandler.of("acme.stores", context -> {
                            context.artifacts().store("a", new ByteArrayInputStream(new byte[10]));
                            context.artifacts().store("b", new ByteArrayInputStream(new byte[6]));
                            return context.done(Json.NULL);
                        }))
                        .start()) {
            var job = dev.guestkit.job.JobBuilder.operation("acme.stores", Json.NULL)
                    .build();
            small.client().submit(job);
            JobResult result = WorkerFixture.await()
                    .until(() -> small.client().result(job.jobId()), java.util.Optional::isPresent)
                    .orElseThrow();
            assertThat(result.error().orElseThrow().message()).contains("artifact b", "15");
            assertThat(worker.activeJobs()).isLessThan(2);
        }
    }
}
