package dev.guestkit.worker.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.Json;
import dev.guestkit.worker.MemoryTransport;
import dev.guestkit.worker.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Invariant 12, and being a guest: few threads, all named and daemons, all gone after closing. */
@DisplayName("Invariant 12: idle costs nothing, and a new job starts within 50 ms")
class IdleCostsNothingTest {
    private static List<Thread> threadsOf(String workerId) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains(workerId))
                .toList();
    }

    @Test
    void anIdleWorkerHasFourNamedDaemonThreadsAndLeavesNone() {
        String id = "w-idle-" + System.nanoTime();
        try (MemoryTransport transport = MemoryTransport.builder().build()) {
            Worker worker = Worker.builder(transport).workerId(id).start();
            assertThat(threadsOf(id))
                    .hasSizeLessThanOrEqualTo(4)
                    .allMatch(Thread::isDaemon)
                    .allMatch(thread -> thread.getName().startsWith("guestkit-"));
            worker.close();
            WorkerFixture.await().until(() -> threadsOf(id).isEmpty());
        }
    }

    /** By the machine's clock, beside an idle worker that may not run it; the middle of many, as the machine may be busy. */
    @Test
    void aNewJobStartsWithinFiftyMilliseconds() {
        AtomicLong started = new AtomicLong();
        List<Long> took = new ArrayList<>();
        try (MemoryTransport store = MemoryTransport.create();
                Worker other = worker(store, ScriptedHandler.of("acme.other", context -> context.done(Json.NULL)));
                Worker mine = worker(store, ScriptedHandler.of("acme.mine", context -> {
                    started.set(System.nanoTime());
                    return context.done(Json.NULL);
                }))) {
            for (int i = 0; i < 21; i++) {
                JobDocument job = JobBuilder.operation("acme.mine", Json.NULL).build();
                long submitted = System.nanoTime();
                store.client().submit(job);
                assertThat(store.client().await(job.jobId(), Duration.ofSeconds(20)))
                        .isPresent();
                took.add((started.get() - submitted) / 1_000_000);
            }
            assertThat(List.of(other, mine)).allMatch(Worker::isReady);
        }
        took.sort(null);
        assertThat(took.get(took.size() / 2)).as("milliseconds, of %s", took).isLessThanOrEqualTo(50);
    }

    private static Worker worker(MemoryTransport store, ScriptedHandler handler) {
        return Worker.builder(store)
                .withoutDiscovery()
                .handler(handler)
                .grace(Duration.ZERO)
                .start();
    }

    @Test
    void anIdleWorkerDoesNotPollTheStore() {
        try (WorkerFixture fixture = new WorkerFixture()) {
            fixture.start(ScriptedHandler.of("acme.none", context -> context.done(Json.NULL)));
            WorkerFixture.await().until(() -> fixture.faults.calls().contains("claim"));
            int before = fixture.faults.calls().size();
            for (int i = 0; i < 30; i++) { // no faster than the worker's own threads follow
                long seen = expiries(fixture);
                fixture.time.advance(Duration.ofSeconds(2));
                WorkerFixture.await().until(() -> expiries(fixture) > seen);
            }
            // Copied before it is cut: the worker goes on calling.
            List<String> all = List.copyOf(fixture.faults.calls());
            List<String> calls = all.subList(before, all.size());
            assertThat(calls).doesNotContain("renew");
            assertThat(calls.stream().filter("claim"::equals)).hasSizeLessThanOrEqualTo(3);
            assertThat(calls.stream().filter("heartbeat"::equals)).hasSizeBetween(4, 7);
            assertThat(calls.stream().filter("expire"::equals)).hasSizeBetween(20, 31);
        }
    }

    private static long expiries(WorkerFixture fixture) {
        return List.copyOf(fixture.faults.calls()).stream()
                .filter("expire"::equals)
                .count();
    }
}
