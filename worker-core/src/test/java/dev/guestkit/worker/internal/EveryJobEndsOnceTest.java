package dev.guestkit.worker.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.ErrorCode;
import dev.guestkit.job.Json;
import dev.guestkit.worker.AttemptEnd;
import dev.guestkit.worker.Worker;
import dev.guestkit.worker.spi.HandlerException;
import dev.guestkit.worker.spi.HistoryEntry;
import dev.guestkit.worker.spi.JobRecord;
import dev.guestkit.worker.spi.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;

/** Invariants 2 and 6 under storms: outages, lost answers, cancels, time that leaps, handlers that misbehave. */
@Label("Invariant 2: exactly one terminal result, whatever happens to workers and store")
class EveryJobEndsOnceTest {
    private static final String[] CALLS = {
        "claim", "renew", "start", "report", "finish", "release", "heartbeat", "register", "expire"
    };

    @Property(tries = 4)
    void everyStormEndsWithOneResultAJobAndEveryPlaceFree(@ForAll long seed) {
        for (int round = 0; round < (Boolean.getBoolean("guestkit.test.full") ? 10 : 1); round++) {
            storm(new Random(seed + round));
        }
    }

    private static void storm(Random random) {
        try (WorkerFixture fixture = new WorkerFixture()) {
            List<Worker> workers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                workers.add(fixture.start(moody(new Random(random.nextLong()), fixture)));
            }
            List<String> jobs = new ArrayList<>();
            for (int step = 0; step < 40; step++) {
                storm(fixture, random, jobs);
                fixture.time.advance(Duration.ofMillis(random.nextInt(4000)));
                fixture.turn(Duration.ofMillis(1), Duration.ofMillis(1));
            }
            fixture.faults.heal();
            fixture.turnUntil(
                    Duration.ofSeconds(1),
                    () -> jobs.stream().allMatch(job -> fixture.state(job).isTerminal()));
            WorkerFixture.await().until(() -> workers.stream().allMatch(w -> w.activeJobs() == 0));
            jobs.forEach(job -> assertEndedOnce(fixture, job));
        }
    }

    private static void storm(WorkerFixture fixture, Random random, List<String> jobs) {
        switch (random.nextInt(5)) {
            case 0 -> fixture.faults.fail(CALLS[random.nextInt(CALLS.length)]);
            case 1 -> fixture.faults.loseAnswers(CALLS[1 + random.nextInt(CALLS.length - 1)]);
            case 2 -> fixture.faults.heal();
            case 3 -> {
                if (!jobs.isEmpty()) {
                    fixture.store.client().cancel(jobs.get(random.nextInt(jobs.size())), "storm");
                }
            }
            default -> {
                for (int i = 0; i < 4; i++) {
                    jobs.add(fixture.submit(
                            "acme.moody",
                            b -> b.maxAttempts(1 + random.nextInt(3))
                                    .timeout(Duration.ofSeconds(1 + random.nextInt(60)))));
                }
            }
        }
    }

    private static ScriptedHandler moody(Random random, WorkerFixture fixture) {
        return ScriptedHandler.of("acme.moody", context -> {
            int mood = random.nextInt(6);
            context.progress("mood", mood, "in mood " + mood);
            return switch (mood) {
                case 0 -> throw new HandlerException(ErrorCode.EXECUTION_ERROR, "planted");
                case 1 -> throw new StackOverflowError("planted");
                case 2 -> Outcome.parkUntil(fixture.time.instant().plusSeconds(3));
                case 3 -> {
                    Thread.currentThread().join(); // until it is stopped
                    yield null;
                }
                default -> context.done(Json.ofValue(mood));
            };
        });
    }

    private static void assertEndedOnce(WorkerFixture fixture, String job) {
        JobRecord record = fixture.record(job);
        assertThat(fixture.store.client().result(job)).isPresent();
        assertThat(record.history().stream().filter(entry -> entry.to().isTerminal()))
                .hasSize(1);
        assertThat(record.history()).extracting(HistoryEntry::from).noneMatch(state -> state.isTerminal());
        long told = fixture.ends.stream()
                .filter(end -> end.document().jobId().equals(job))
                .map(AttemptEnd::kind)
                .filter(AttemptEnd.Kind::isTerminal)
                .count();
        assertThat(told)
                .as("a worker believes at most once that it ended the job")
                .isLessThanOrEqualTo(1);
    }
}
