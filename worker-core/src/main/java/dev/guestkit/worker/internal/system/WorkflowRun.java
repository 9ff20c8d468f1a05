package dev.guestkit.worker.internal.system;

import dev.guestkit.job.ErrorCode;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.Json;
import dev.guestkit.job.WorkflowPayload;
import dev.guestkit.job.WorkflowPayload.Member;
import dev.guestkit.worker.spi.HandlerException;
import dev.guestkit.worker.spi.JobClient;
import dev.guestkit.worker.spi.JobContext;
import dev.guestkit.worker.spi.JobRecord;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.Outcome;
import dev.guestkit.worker.spi.StopReason;
import dev.guestkit.worker.spi.SubmitOutcome;
import dev.guestkit.worker.spi.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** One look at a workflow: where its members stand, and what follows. Used by one thread. */
final class WorkflowRun {
    /** How soon a queue that was full is asked again, when no end of a member comes first. */
    private static final Duration FULL = Duration.ofSeconds(5);

    private final JobContext context;
    private final JobClient jobs;
    private final List<Member> members;
    private final long parallelism;
    private final int round;
    private final EndedMembers ended;
    private final Map<String, Standing> standings = new LinkedHashMap<>();
    private boolean full;

    /** Where a member stands. */
    record Standing(Kind kind, String jobId, String status, Optional<String> error) {}

    enum Kind {
        /** What it depends on has not completed, or there is no place for it yet. */
        WAITING,
        ACTIVE,
        COMPLETED,
        FAILED,
        /** What it depends on did not complete. */
        SKIPPED
    }

    WorkflowRun(JobContext context, EndedMembers ended) {
        this.context = context;
        this.ended = ended;
        this.jobs = context.jobs();
        WorkflowPayload payload = WorkflowPayload.from(context.payload());
        this.members = payload.ordered();
        this.parallelism = payload.parallelism().orElse(Long.MAX_VALUE);
        this.round = jobs.find(context.jobId()).map(JobRecord::failedStarts).orElse(0);
    }

    Outcome goOn() {
        members.forEach(m -> standings.put(name(m), look(m)));
        if (context.cancellation().reason().filter(StopReason.CANCEL::equals).isPresent()) {
            active().forEach(id -> jobs.cancel(id, "its workflow " + context.jobId() + " was cancelled"));
        }
        context.cancellation().throwIfCancelled();
        if (standings.values().stream().allMatch(s -> s.kind == Kind.WAITING)) {
            // Before the first is submitted: one that no worker could take must not be found out half way.
            members.forEach(this::document);
        }
        submitReady();
        context.progress(
                "members", 100.0 * endedCount() / members.size(), endedCount() + " of " + members.size() + " ended");
        if (full) {
            return new Outcome.Park(Optional.of(TimeSource.system().instant().plus(FULL)), active(), true);
        }
        return active().isEmpty() ? end() : Outcome.parkUntilAnyEnds(active());
    }

    /** What is known of the member's newest job, of this attempt of the workflow or an earlier one. */
    private Standing look(Member member) {
        if (!isReady(member)) {
            return waiting(member); // it cannot have been submitted
        }
        for (int r = round; r >= 0; r--) {
            String id = MemberJobs.id(context.jobId(), name(member), r);
            Optional<Standing> known = ended.find(id).or(() -> jobs.find(id).map(WorkflowRun::standing));
            if (known.isPresent()) {
                known.filter(s -> s.kind != Kind.ACTIVE).ifPresent(ended::add);
                boolean again = r < round && known.get().kind == Kind.FAILED;
                return again ? waiting(member) : known.get();
            }
        }
        return waiting(member);
    }

    private boolean isReady(Member member) {
        return member.dependsOn().stream().allMatch(d -> kind(d) == Kind.COMPLETED);
    }

    private Standing waiting(Member member) {
        String id = MemberJobs.id(context.jobId(), name(member), round);
        boolean never =
                member.dependsOn().stream().map(this::kind).anyMatch(k -> k == Kind.FAILED || k == Kind.SKIPPED);
        return never
                ? new Standing(Kind.SKIPPED, id, "skipped", Optional.empty())
                : new Standing(Kind.WAITING, id, "waiting", Optional.empty());
    }

    private static Standing standing(JobRecord record) {
        Kind kind = record.state() == JobState.COMPLETED
                ? Kind.COMPLETED
                : record.state().isTerminal() ? Kind.FAILED : Kind.ACTIVE;
        Optional<String> error = record.lastError().map(e -> e.code() + ": " + e.message());
        return new Standing(kind, record.jobId(), record.state().status().wireName(), error);
    }

    private void submitReady() {
        long places = parallelism - active().size();
        for (Member member : members) {
            boolean ready = kind(name(member)) == Kind.WAITING && isReady(member);
            if (ready && places > 0 && !full) {
                places -= submit(member) ? 1 : 0;
            }
        }
    }

    private JobDocument document(Member member) {
        return MemberJobs.of(context.document(), member, round);
    }

    private boolean submit(Member member) {
        JobDocument job = document(member);
        SubmitOutcome outcome = jobs.submit(job);
        full = outcome.kind() == SubmitOutcome.Kind.FULL;
        if (full) {
            return false;
        }
        if (!outcome.isAccepted()) {
            throw new HandlerException(
                    ErrorCode.EXECUTION_ERROR,
                    "member " + name(member) + " cannot be submitted as job " + job.jobId() + ": " + outcome.kind()
                            + ", another job has this id");
        }
        standings.put(name(member), new Standing(Kind.ACTIVE, job.jobId(), "pending", Optional.empty()));
        return true;
    }

    private Outcome end() {
        List<String> bad = new ArrayList<>();
        standings.forEach((name, standing) -> {
            if (standing.kind != Kind.COMPLETED) {
                bad.add(name + " " + standing.status
                        + standing.error.map(e -> " (" + e + ")").orElse(""));
            }
        });
        Json report = report();
        if (bad.isEmpty()) {
            return context.done(report);
        }
        throw new HandlerException(
                ErrorCode.EXECUTION_ERROR.name(),
                bad.size() + " of " + members.size() + " members did not complete: " + String.join(", ", bad),
                Optional.of(report));
    }

    private Json report() {
        List<Map<String, Object>> rows = new ArrayList<>();
        standings.forEach((name, standing) -> {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("id", name);
            row.put("status", standing.status);
            if (standing.kind != Kind.SKIPPED) {
                row.put("job_id", standing.jobId);
            }
            standing.error.ifPresent(error -> row.put("error", error));
            rows.add(row);
        });
        return Json.ofValue(Map.of("jobs", rows));
    }

    private List<String> active() {
        return standings.values().stream()
                .filter(s -> s.kind == Kind.ACTIVE)
                .map(Standing::jobId)
                .toList();
    }

    private long endedCount() {
        return standings.values().stream()
                .filter(s -> s.kind != Kind.ACTIVE && s.kind != Kind.WAITING)
                .count();
    }

    private Kind kind(String name) {
        return Objects.requireNonNull(standings.get(name), name).kind;
    }

    private static String name(Member member) {
        return member.id().orElseThrow();
    }
}
