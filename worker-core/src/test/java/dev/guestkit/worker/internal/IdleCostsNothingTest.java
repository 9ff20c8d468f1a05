package dev.guestkit.worker.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.Json;
import dev.guestkit.worker.MemoryTransport;
import dev.guestkit.worker.Worker;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Invariant 12, and being a guest: few threads, all named and daemons, all gone after closing. */
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

    @Test
    void anIdleWorkerDoesNotPollTheStore() {
        try (WorkerFixture fixture = new WorkerFixture()) {
            fixture.start(ScriptedHandler.of("acme.none", context -> context.done(Json.NULL)));
            WorkerFixture.await().until(() -> fixture.faults.calls().contains("claim"));
            int before = fixture.faults.calls().size();
            fixture.turn(java.time.Duration.ofSeconds(60), java.time.Duration.ofSeconds(1));
            // Copied before it is cut: the worker goes on calling.
            List<String> all = List.copyOf(fixture.faults.calls());
            List<String> calls = all.subList(before, all.size());
            assertThat(calls).doesNotContain("renew");
            assertThat(calls.stream().filter("claim"::equals)).hasSizeLessThanOrEqualTo(3);
            assertThat(calls.stream().filter("heartbeat"::equals)).hasSizeBetween(4, 7);
            assertThat(calls.stream().filter("expire"::equals)).hasSizeBetween(20, 31);
        }
    }
}
