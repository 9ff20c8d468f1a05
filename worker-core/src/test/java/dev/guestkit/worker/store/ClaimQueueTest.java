package dev.guestkit.worker.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.Json;
import dev.guestkit.job.WorkerCapabilities;
import dev.guestkit.worker.spi.WorkerOffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClaimQueueTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Set<String> open = new HashSet<>();
    private final Set<String> claimed = new HashSet<>();
    private final ClaimQueue queue = new ClaimQueue(new OpenJobs() {
        @Override
        public boolean isOpen(String jobId) {
            return open.contains(jobId);
        }

        @Override
        public boolean isClaimed(String jobId) {
            return claimed.contains(jobId);
        }
    });

    static WorkerOffer offer(String worker, String rack) {
        return new WorkerOffer(
                new WorkerCapabilities(
                        worker,
                        "1.0.0",
                        "here",
                        NOW,
                        new WorkerCapabilities.Abilities(List.of("test.echo"), List.of(), List.of()),
                        new WorkerCapabilities.Resources(4, Optional.empty(), Optional.empty(), 1, 1),
                        new WorkerCapabilities.Configuration(false, Optional.empty(), Map.of("rack", rack)),
                        new WorkerCapabilities.Status("ready", 0, NOW),
                        Map.of()),
                Set.of("test.echo.v1"),
                100,
                Map.of());
    }

    private static JobTerms termsFor(String worker, String id) {
        Demand demand = new Demand(
                "test.echo", "test.echo.v1", Optional.empty(), Optional.of(worker), Optional.empty(), Map.of());
        return new JobTerms(
                id,
                1,
                5,
                true,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                demand,
                Optional.empty(),
                Map.of());
    }

    private void put(JobBuilder job, Instant at) {
        put(JobTerms.of(job.createdAt(NOW).build()), at);
    }

    private void put(JobTerms terms, Instant at) {
        JobStanding standing = new JobTransitions("test").admitted(terms, at).standing();
        open.add(terms.jobId());
        queue.put(terms, standing, at);
    }

    private static JobBuilder job(int number) {
        return JobBuilder.operation("test.echo", Json.ofValue(1)).jobId("job-%06d".formatted(number));
    }

    private List<String> take(WorkerOffer offer, int max, Instant now) {
        List<String> taken = new ArrayList<>();
        queue.take(offer, max, now, terms -> taken.add(terms.jobId()));
        return taken;
    }

    @Test
    void aHundredThousandJobsForAThousandWorkersAreTakenQuicklyAndInOrder() {
        for (int i = 0; i < 100_000; i++) {
            put(termsFor("w-" + i % 1000, "job-%06d".formatted(i)), NOW.plusMillis(i));
        }
        long begin = System.nanoTime();
        for (int round = 0; round < 3; round++) {
            for (int worker = 0; worker < 1000; worker++) {
                List<String> taken = take(offer("w-" + worker, "none"), 1, NOW.plusSeconds(1000));
                assertThat(taken).containsExactly("job-%06d".formatted(round * 1000 + worker));
            }
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .as("3,000 claims")
                .isLessThan(Duration.ofSeconds(10));
        assertThat(queue.size()).isEqualTo(97_000);
    }

    @Test
    void whoIsTooLateGoesOnWithTheNext() {
        put(job(1), NOW);
        put(job(2), NOW.plusMillis(1));
        List<String> taken = new ArrayList<>();
        queue.take(offer("w-1", "none"), 1, NOW, terms -> {
            taken.add(terms.jobId());
            return !terms.jobId().endsWith("1");
        });
        assertThat(taken).containsExactly("job-000001", "job-000002");
        assertThat(queue.size()).isZero();
    }

    @Test
    void linesThatAreEmptyAreSweptAndJobsComeInTheirPlace() {
        for (int i = 0; i < 5000; i++) {
            put(job(i).affinity("rack", "rack-" + i), NOW);
            assertThat(take(offer("w-1", "rack-" + i), 1, NOW)).hasSize(1);
        }
        put(job(9999).affinity("rack", "rack-1"), NOW);
        assertThat(take(offer("w-1", "rack-2"), 1, NOW)).isEmpty();
        assertThat(take(offer("w-1", "rack-2"), 1, NOW.plusSeconds(30))).containsExactly("job-009999");
    }

    @Test
    void aRemovedJobIsGoneFromEveryPlace() {
        put(job(1), NOW);
        claimed.add("job-000009");
        put(job(2).notBeside("job-000009"), NOW);
        put(job(3).deadline(NOW.plusSeconds(5)), NOW);
        assertThat(take(offer("w-1", "none"), 1, NOW)).containsExactly("job-000001");
        assertThat(take(offer("w-1", "none"), 0, NOW)).isEmpty();
        assertThat(queue.overdue(NOW.plusSeconds(6))).hasSize(1);
        assertThat(queue.remove("job-000002")).isTrue();
        assertThat(queue.remove("job-000003")).isTrue();
        assertThat(queue.remove("job-000003")).isFalse();
        assertThat(queue.overdue(NOW.plusSeconds(6))).isEmpty();
        assertThat(queue.nextTick()).isEmpty();
        assertThat(take(offer("w-1", "none"), 5, NOW)).isEmpty();
    }
}
