package dev.guestkit.worker.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobStatus;
import dev.guestkit.job.Json;
import dev.guestkit.worker.MemoryTransport;
import dev.guestkit.worker.spi.JobHandler;
import dev.guestkit.worker.spi.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** Invariant 6, where the machine has no thread for a job: the place comes back, and the job costs nothing. */
@Label("Invariant 6: permits are returned exactly once")
class NoThreadToBeHadTest {
    enum Start {
        WORKS,
        NO_MEMORY,
        REJECTED
    }

    private static Settings settings() {
        Duration brief = Duration.ofMillis(10);
        return new Settings(
                "w-thrifty",
                Optional.empty(),
                false,
                Map.of(),
                3,
                Map.of("acme.limited", 1),
                Map.of("appliance", 1),
                List.of(),
                Path.of(System.getProperty("java.io.tmpdir")),
                Optional.of(1000L),
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(1),
                brief,
                brief,
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                brief,
                brief,
                1000,
                1,
                1000,
                TimeSource.system(),
                new Random(42));
    }

    /** Each thread that is asked for starts as the next of these says; the last of them works. */
    private static ThreadFactory scripted(List<Start> starts) {
        AtomicInteger asked = new AtomicInteger();
        ThreadFactory real = JobThreads.daemons("thrifty-");
        return task -> {
            int now = asked.getAndIncrement() % (starts.size() + 1);
            Start start = now == starts.size() ? Start.WORKS : starts.get(now);
            return switch (start) {
                case WORKS -> real.newThread(task);
                case NO_MEMORY -> throw new OutOfMemoryError("planted: unable to create native thread");
                case REJECTED -> throw new RejectedExecutionException("planted");
            };
        };
    }

    private static List<JobHandler> handlers() {
        ScriptedHandler.Body done = context -> context.done(Json.NULL);
        return List.of(
                ScriptedHandler.of("acme.free", done),
                ScriptedHandler.of("acme.limited", done),
                ScriptedHandler.of(
                        "acme.inspect", h -> h.resource("appliance", 1).scratchBytes(600), done));
    }

    @Property(tries = 12)
    void everyPlaceComesBackAndNoAttemptIsSpent(@ForAll @Size(max = 8) List<Start> starts) {
        try (MemoryTransport store = MemoryTransport.create()) {
            Engine engine = new Engine(
                    store,
                    settings(),
                    handlers(),
                    List.of(),
                    Optional.empty(),
                    List.of(),
                    new JobThreads(scripted(starts)));
            List<String> jobs = new ArrayList<>();
            for (int round = 0; round < 3; round++) {
                for (String operation : List.of("acme.free", "acme.limited", "acme.inspect")) {
                    JobDocument job =
                            JobBuilder.operation(operation, Json.ofValue("x")).build();
                    store.client().submit(job);
                    jobs.add(job.jobId());
                }
            }
            for (String job : jobs) {
                var result = WorkerFixture.await()
                        .until(() -> store.client().result(job), Optional::isPresent)
                        .orElseThrow();
                assertThat(result.status()).isEqualTo(JobStatus.COMPLETED);
                assertThat(result.executionSummary().attempt()).isEqualTo(1);
            }
            WorkerFixture.await().until(() -> engine.activeJobs() == 0);
            assertThat(engine.isReady()).isTrue();
            engine.close();
        }
    }
}
