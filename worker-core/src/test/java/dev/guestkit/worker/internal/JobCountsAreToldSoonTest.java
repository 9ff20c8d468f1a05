package dev.guestkit.worker.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.Json;
import dev.guestkit.job.WorkerCapabilities;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What the directory says of a worker follows its jobs within a second or two, not with the next heartbeat. */
class JobCountsAreToldSoonTest {
    private static final Duration STEP = Duration.ofMillis(500);

    private static WorkerCapabilities.Status told(WorkerFixture fixture) {
        return fixture.store.workers().list().get(0).status();
    }

    @Test
    void aWorkerIsNoLongerBusyWhenItsJobsHaveEnded() {
        CountDownLatch go = new CountDownLatch(1);
        try (WorkerFixture fixture = new WorkerFixture()) {
            fixture.start(
                    b -> b.concurrency(2).heartbeatEvery(Duration.ofHours(1)), ScriptedHandler.of("acme.wait", c -> {
                        go.await();
                        return c.done(Json.NULL);
                    }));
            String first = fixture.submit("acme.wait");
            String second = fixture.submit("acme.wait");
            fixture.turnUntil(STEP, () -> told(fixture).currentJobs() == 2);
            assertThat(told(fixture).state()).isEqualTo("busy");
            go.countDown();
            fixture.result(first);
            fixture.result(second);
            fixture.turnUntil(STEP, () -> told(fixture).currentJobs() == 0);
            assertThat(told(fixture).state()).isEqualTo("ready");
            assertThat(fixture.time.nanoTime()).isLessThan(Duration.ofMinutes(5).toNanos());
        }
    }

    @Test
    void jobsThatComeAndGoInBetweenCostNoHeartbeat() {
        try (WorkerFixture fixture = new WorkerFixture()) {
            fixture.start(ScriptedHandler.of("acme.quick", context -> context.done(Json.NULL)));
            for (int i = 0; i < 50; i++) {
                fixture.result(fixture.submit("acme.quick"));
            }
            assertThat(fixture.faults.calls().stream().filter("heartbeat"::equals))
                    .hasSizeLessThan(3);
        }
    }
}
