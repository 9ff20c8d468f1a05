package dev.guestkit.worker.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.Json;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.WaitReason;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LimitsOfConcurrencyTest {
    private final WorkerFixture fixture = new WorkerFixture();
    private final Semaphore go = new Semaphore(0);
    private final Map<String, AtomicInteger> running = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> most = new ConcurrentHashMap<>();

    @AfterEach
    void close() {
        go.release(1000);
        fixture.close();
    }

    private ScriptedHandler.Body counting(String group) {
        return context -> {
            int now = running.computeIfAbsent(group, key -> new AtomicInteger()).incrementAndGet();
            most.computeIfAbsent(group, key -> new AtomicInteger()).accumulateAndGet(now, Math::max);
            go.acquire();
            running.get(group).decrementAndGet();
            return context.done(Json.NULL);
        };
    }

    private int most(String group) {
        return most.getOrDefault(group, new AtomicInteger()).get();
    }

    @Test
    void aJobThatWaitsForALimitOrAResourceSaysSo() {
        fixture.start(
                b -> b.concurrency(4).concurrency("acme.single", 1),
                ScriptedHandler.of("acme.single", counting("single")),
                ScriptedHandler.of("acme.inspect", h -> h.resource("appliance", 1), counting("appliance")));
        for (String operation : List.of("acme.single", "acme.inspect")) {
            String first = fixture.submit(operation);
            fixture.awaitState(first, JobState.RUNNING);
            String second = fixture.submit(operation);
            WorkerFixture.await().until(() -> reasons(second), List.of(WaitReason.Kind.PERMITS)::equals);
            assertThat(fixture.state(second)).isEqualTo(JobState.QUEUED);
        }
    }

    private List<WaitReason.Kind> reasons(String job) {
        return fixture.store.client().waiting().stream()
                .filter(waiting -> waiting.jobId().equals(job))
                .flatMap(waiting -> waiting.reasons().stream())
                .map(WaitReason::kind)
                .toList();
    }

    @Test
    void totalOperationAndResourceLimitsHoldTogether() {
        fixture.start(
                b -> b.concurrency(5).concurrency("acme.two", 2).resource("appliance", 3),
                ScriptedHandler.of("acme.two", counting("two")),
                ScriptedHandler.of("acme.inspect", h -> h.resource("appliance", 1), counting("appliance")),
                ScriptedHandler.of("acme.convert", h -> h.resource("appliance", 1), counting("appliance")),
                ScriptedHandler.of("acme.free", counting("free")));
        var jobs = new java.util.ArrayList<String>();
        for (int i = 0; i < 10; i++) {
            for (String operation : new String[] {"acme.two", "acme.inspect", "acme.convert", "acme.free"}) {
                jobs.add(fixture.submit(operation));
            }
        }
        WorkerFixture.await()
                .until(() ->
                        running.values().stream().mapToInt(AtomicInteger::get).sum() == 5);
        go.release(1000);
        jobs.forEach(fixture::result);
        assertThat(most("two")).isBetween(1, 2);
        assertThat(most("appliance")).isBetween(1, 3);
        assertThat(most.values().stream().mapToInt(AtomicInteger::get).max().orElseThrow())
                .isLessThanOrEqualTo(5);
    }

    /** The waiting claim was made while there was no room for the operation; it must be made anew when there is. */
    @Test
    void roomForAnOperationIsOfferedAsSoonAsItComesBack() {
        fixture.start(
                b -> b.concurrency(4).concurrency("acme.one", 1), ScriptedHandler.of("acme.one", counting("one")));
        String first = fixture.submit("acme.one");
        WorkerFixture.await().until(() -> most("one") == 1);
        go.release();
        fixture.result(first);
        WorkerFixture.await().until(() -> fixture.ends.size() == 1);
        String second = fixture.submit("acme.one");
        go.release();
        fixture.result(second);
        assertThat(most("one")).isEqualTo(1);
    }

    @Test
    void aHandlerThatNeedsMoreThanThereIsIsNeverOffered() {
        fixture.start(
                b -> b.resource("appliance", 1),
                ScriptedHandler.of("acme.huge", h -> h.resource("appliance", 2), counting("huge")),
                ScriptedHandler.of("acme.free", counting("free")));
        String huge = fixture.submit("acme.huge");
        String free = fixture.submit("acme.free");
        go.release();
        fixture.result(free);
        assertThat(most("huge")).isZero();
        assertThat(fixture.store.client().find(huge).orElseThrow().state().isTerminal())
                .isFalse();
    }
}
