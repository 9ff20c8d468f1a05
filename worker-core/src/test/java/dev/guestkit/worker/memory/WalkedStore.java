package dev.guestkit.worker.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.ErrorCode;
import dev.guestkit.job.ExecutionSummary;
import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobError;
import dev.guestkit.job.JobResult;
import dev.guestkit.job.JobStatus;
import dev.guestkit.job.Json;
import dev.guestkit.worker.MemoryTransport;
import dev.guestkit.worker.internal.ManualTime;
import dev.guestkit.worker.spi.CancelOutcome;
import dev.guestkit.worker.spi.Claim;
import dev.guestkit.worker.spi.ClaimToken;
import dev.guestkit.worker.spi.Finish;
import dev.guestkit.worker.spi.JobRecord;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.WriteOutcome;
import dev.guestkit.worker.store.StateMachine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;

/** An in-memory store and a much simpler model of it, led through the same random steps and compared after each. */
final class WalkedStore {
    /** What the model knows of a job: plain fields and plain rules, none of the code under test. */
    private static final class Model {
        JobState state = JobState.QUEUED;
        int attempt;
        int lost;
        boolean once;
        boolean cancelAsked;
        boolean delayed;
        long epoch;
        Optional<JobResult> result = Optional.empty();
    }

    private final Random random;
    private final ManualTime time = new ManualTime();
    private final MemoryTransport transport =
            MemoryTransport.builder().time(time).build();
    private final Map<String, Model> models = new HashMap<>();
    private final List<Claim> claims = new ArrayList<>();

    WalkedStore(long seed) {
        random = new Random(seed);
    }

    Map<String, ?> jobs() {
        return models;
    }

    void step() {
        switch (random.nextInt(12)) {
            case 0, 1 -> submit();
            case 2, 3, 4 -> claim();
            case 5, 6 -> start();
            case 7, 8 -> finish();
            case 9 -> release();
            case 10 -> cancel();
            default -> lapse();
        }
        models.forEach(this::compare);
        long queued =
                models.values().stream().filter(m -> m.state == JobState.QUEUED).count();
        assertThat(transport.control().stats().depth()).isEqualTo(queued);
    }

    private void submit() {
        String id = "job-" + (1000 + models.size());
        transport.client().submit(JobBuilder.echo("x").jobId(id).maxAttempts(9).build());
        models.put(id, new Model());
    }

    private void claim() {
        List<Claim> taken = transport.source().claim(MemoryTransportTest.offer(), 2, Duration.ZERO);
        long ready = models.values().stream()
                .filter(m -> m.state == JobState.QUEUED && !m.delayed)
                .count();
        assertThat(taken).hasSize((int) Math.min(2, ready));
        for (Claim claim : taken) {
            Model model = model(claim.token());
            assertThat(model.state).isEqualTo(JobState.QUEUED);
            model.state = JobState.ASSIGNED;
            model.epoch++;
            assertThat(claim.token().epoch()).isEqualTo(model.epoch);
            claims.add(claim);
        }
    }

    private Model model(ClaimToken token) {
        return Objects.requireNonNull(models.get(token.jobId()));
    }

    private Optional<Claim> anyClaim() {
        return claims.isEmpty() ? Optional.empty() : Optional.of(claims.get(random.nextInt(claims.size())));
    }

    private boolean holds(Claim claim) {
        Model model = model(claim.token());
        return model.epoch == claim.token().epoch() && model.state.isClaimed();
    }

    private void start() {
        anyClaim().ifPresent(claim -> {
            Model model = model(claim.token());
            boolean repeatable = random.nextInt(5) > 0;
            WriteOutcome outcome = transport.source().start(claim.token(), repeatable);
            if (!holds(claim)) {
                assertThat(outcome).isEqualTo(WriteOutcome.FENCED);
            } else if (model.state == JobState.RUNNING) {
                assertThat(outcome).isEqualTo(WriteOutcome.ALREADY);
            } else {
                assertThat(outcome).isEqualTo(WriteOutcome.OK);
                model.state = JobState.RUNNING;
                model.attempt++;
                model.once |= !repeatable;
            }
        });
    }

    private void finish() {
        anyClaim().ifPresent(claim -> {
            boolean held = holds(claim);
            Model model = model(claim.token());
            int kind = held && model.state == JobState.ASSIGNED ? 1 : random.nextInt(3);
            Finish finish = kind == 0 ? done(claim) : kind == 1 ? again() : park();
            WriteOutcome outcome = transport.source().finish(claim.token(), finish);
            if (!held) {
                assertThat(outcome).isNotEqualTo(WriteOutcome.OK);
                return;
            }
            assertThat(outcome).isEqualTo(WriteOutcome.OK);
            if (finish instanceof Finish.Done done) {
                model.state = JobState.COMPLETED;
                model.result = Optional.of(done.result());
            } else {
                model.attempt -= kind == 2 && model.state == JobState.RUNNING ? 1 : 0;
                model.delayed = true;
                toQueue(model);
            }
        });
    }

    private static void toQueue(Model model) {
        model.state = model.cancelAsked ? JobState.CANCELLED : JobState.QUEUED;
    }

    private void release() {
        anyClaim().ifPresent(claim -> {
            boolean held = holds(claim);
            WriteOutcome outcome = transport.source().release(claim.token(), "walk");
            assertThat(outcome == WriteOutcome.OK).isEqualTo(held);
            if (held) {
                Model model = model(claim.token());
                model.attempt -= model.state == JobState.RUNNING ? 1 : 0;
                toQueue(model);
            }
        });
    }

    private void cancel() {
        if (models.isEmpty()) {
            return;
        }
        String id = "job-" + (1000 + random.nextInt(models.size()));
        Model model = Objects.requireNonNull(models.get(id));
        CancelOutcome outcome = transport.client().cancel(id, "walk");
        if (model.state.isTerminal()) {
            assertThat(outcome).isEqualTo(CancelOutcome.TOO_LATE);
        } else if (model.state == JobState.QUEUED) {
            assertThat(outcome).isEqualTo(CancelOutcome.CANCELLED);
            model.state = JobState.CANCELLED;
        } else {
            assertThat(outcome).isEqualTo(CancelOutcome.REQUESTED);
            model.cancelAsked = true;
        }
    }

    /** Time passes: every lease runs out, every delay is over. */
    private void lapse() {
        time.advance(Duration.ofSeconds(31));
        transport.control().expire();
        for (Model model : models.values()) {
            model.delayed = false;
            if (model.state.isClaimed()) {
                model.lost++;
                boolean poison = model.lost >= 3 || (model.once && model.state == JobState.RUNNING);
                model.state = model.cancelAsked ? JobState.CANCELLED : poison ? JobState.FAILED : JobState.QUEUED;
            }
        }
    }

    private void compare(String id, Model model) {
        JobRecord job = transport.client().find(id).orElseThrow();
        assertThat(job.state()).as(id).isEqualTo(model.state);
        assertThat(job.attempt()).as("attempts of " + id).isEqualTo(model.attempt);
        assertThat(job.lostLeases()).as("lost leases of " + id).isEqualTo(model.lost);
        Optional<JobResult> result = transport.client().result(id);
        assertThat(result.isPresent()).as("result of " + id).isEqualTo(model.state.isTerminal());
        model.result.ifPresent(first -> assertThat(result).contains(first));
        model.result = result;
        job.history()
                .forEach(entry ->
                        assertThat(StateMachine.transitions().get(entry.from())).containsValue(entry.to()));
    }

    private Finish done(Claim claim) {
        Instant now = time.instant();
        return new Finish.Done(new JobResult(
                claim.token().jobId(),
                "w-1",
                JobStatus.COMPLETED,
                Optional.empty(),
                Optional.of(now),
                Optional.empty(),
                new ExecutionSummary(now, 0, 1, Optional.empty(), Optional.empty(), Map.of()),
                Optional.empty(),
                Optional.of(Json.ofValue(random.nextInt())),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of()));
    }

    private static Finish again() {
        return new Finish.Again(JobError.of(ErrorCode.EXECUTION_ERROR, "walk"), Duration.ofSeconds(5));
    }

    private Finish park() {
        return new Finish.Park(Optional.of(time.instant().plusSeconds(5)), List.of(), false);
    }
}
