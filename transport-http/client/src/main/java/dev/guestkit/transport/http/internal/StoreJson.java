package dev.guestkit.transport.http.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.job.JobStatus;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.JobSubmission;
import dev.guestkit.worker.spi.JobSummary;
import dev.guestkit.worker.spi.QueueStats;
import dev.guestkit.worker.spi.SubmitOutcome;
import dev.guestkit.worker.spi.WaitReason;
import dev.guestkit.worker.spi.WaitingJob;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a whole store says of itself, on the wire: counts, rows, reasons of waiting, submissions. Thread-safe. */
public final class StoreJson {
    private StoreJson() {}

    /** Writes a submission: the document, and what was received when a front door filled something in. */
    public static ObjectNode write(JobSubmission submission) {
        ObjectNode node = WireJson.object();
        WireJson.raw(node, "document", submission.bytes());
        if (!Arrays.equals(submission.bytes(), submission.digested())) {
            WireJson.raw(node, "as_received", submission.digested());
        }
        return node;
    }

    public static ObjectNode write(SubmitOutcome outcome) {
        return WireJson.object()
                .put("kind", outcome.kind().name())
                .put("job_id", outcome.jobId())
                .put("first_job_id", outcome.firstJobId());
    }

    public static SubmitOutcome outcome(WireObject in) {
        return new SubmitOutcome(in.name(SubmitOutcome.Kind.class, "kind"), in.text("job_id"), in.text("first_job_id"));
    }

    public static QueueStats stats(WireObject in) {
        Map<JobState, Long> counts = new EnumMap<>(JobState.class);
        WireObject given = in.object("counts");
        for (JobState state : JobState.values()) {
            String name = state.name().toLowerCase(Locale.ROOT);
            if (given.has(name)) {
                counts.put(state, given.whole(name));
            }
        }
        return new QueueStats(counts, in.flag("paused"));
    }

    public static ObjectNode waiting(List<WaitingJob> jobs) {
        ObjectNode node = WireJson.object();
        ArrayNode all = node.putArray("jobs");
        for (WaitingJob job : jobs) {
            ArrayNode reasons = all.addObject().put("job_id", job.jobId()).putArray("reasons");
            job.reasons()
                    .forEach(reason -> reasons.addObject()
                            .put("code", reason.kind().name())
                            .put("message", reason.message()));
        }
        return node;
    }

    public static List<WaitingJob> waiting(WireObject in) {
        return in.list(
                "jobs",
                job -> new WaitingJob(
                        job.text("job_id"),
                        job.list(
                                "reasons",
                                one -> new WaitReason(one.name(WaitReason.Kind.class, "code"), one.text("message")))));
    }

    /** Reads one row of the REST listing, whose words are the protocol's: a waiting job reads as queued. */
    public static JobSummary row(WireObject in) {
        return new JobSummary(
                in.text("job_id"),
                in.text("operation"),
                state(in.text("status")),
                in.time("submitted_at"),
                in.optionalTime("started_at"),
                in.optionalTime("completed_at"),
                in.optionalText("worker_id"),
                in.optionalText("error").map(StoreJson::code));
    }

    private static JobState state(String wireName) {
        JobStatus status = JobStatus.ofWireName(wireName)
                .orElseThrow(() -> new WireException("/status", "is no status: " + wireName));
        return Arrays.stream(JobState.values())
                .filter(state -> state != JobState.PENDING && state.status() == status)
                .findFirst()
                .orElseThrow();
    }

    /** {@code CODE: message} in a status. */
    private static String code(String error) {
        int colon = error.indexOf(':');
        return colon < 0 ? error : error.substring(0, colon);
    }
}
