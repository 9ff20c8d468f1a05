package dev.guestkit.transport.http;

import dev.guestkit.job.JobStatus;
import dev.guestkit.job.Problem;
import dev.guestkit.transport.http.internal.WireException;
import dev.guestkit.transport.http.internal.WireObject;
import java.util.List;
import java.util.Locale;

/** What the REST API answers, as values. */
final class Rest {
    private Rest() {}

    static JobView job(WireObject in) {
        String status = in.text("status");
        return new JobView(
                in.text("job_id"),
                JobStatus.ofWireName(status).orElseThrow(() -> new WireException("/status", "is none: " + status)),
                in.text("operation"),
                in.time("submitted_at"),
                in.optionalTime("started_at"),
                in.optionalTime("completed_at"),
                in.optionalText("worker_id"),
                in.optionalText("error"));
    }

    static JobViews jobs(WireObject in) {
        return new JobViews(in.list("jobs", Rest::job), in.whole("total"), in.optionalText("next_cursor"));
    }

    static Accepted accepted(Answer answer, WireObject in) {
        return new Accepted(in.text("job_id"), answer.status() == 201, in.optionalText("replay_of"), warnings(in));
    }

    static List<BatchLine> batch(WireObject in) {
        return in.list("results", Rest::line);
    }

    private static BatchLine line(WireObject in) {
        return new BatchLine(
                in.optionalText("job_id"),
                in.small("http_status", 100, 599),
                in.optionalText("error"),
                in.optionalText("message"),
                in.has("details") ? problems(in.object("details")) : List.of());
    }

    private static List<Problem> warnings(WireObject in) {
        return in.list("warnings", Rest::problem);
    }

    static List<Problem> problems(WireObject details) {
        return details.list("problems", Rest::problem);
    }

    private static Problem problem(WireObject in) {
        return new Problem(
                in.text("pointer"),
                Problem.Severity.valueOf(in.text("severity").toUpperCase(Locale.ROOT)),
                in.text("code"),
                in.text("message"));
    }

    static ServerHealth health(WireObject in) {
        return new ServerHealth(in.text("status"), in.time("timestamp"), in.whole("uptime_seconds"));
    }
}
