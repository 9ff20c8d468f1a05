package dev.guestkit.app.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.guestkit.app.ExitCodes;
import dev.guestkit.app.Printable;
import dev.guestkit.app.Table;
import dev.guestkit.job.JobResult;
import dev.guestkit.job.JobStatus;
import dev.guestkit.job.Json;
import java.io.PrintWriter;
import java.util.List;

/** Prints results for people. */
public final class ResultText {
    private final PrintWriter out;

    /** Prints to {@code out}. */
    public ResultText(PrintWriter out) {
        this.out = out;
    }

    /** 0 when all completed, else 1. */
    public static int exitCode(List<JobResult> results) {
        boolean completed = results.stream().allMatch(r -> r.status() == JobStatus.COMPLETED);
        return completed ? ExitCodes.OK : ExitCodes.FAILED;
    }

    /** Prints one result: how it ended, and what was found. */
    public void print(JobResult result) {
        long seconds = result.executionSummary().durationSeconds();
        Table table = Table.plain()
                .row("job", result.jobId())
                .row("status", result.status().wireName())
                .row(
                        "took",
                        seconds + " s, attempt " + result.executionSummary().attempt() + " on " + result.workerId());
        result.replayOf().ifPresent(first -> table.row("result of", first));
        result.error().ifPresent(error -> {
            table.row("error", error.code() + ": " + error.message());
            error.details().ifPresent(details -> table.row("details", details.toString()));
            table.row("retry", error.retryRecommended() ? "may help" : "will not help");
        });
        result.outputs().flatMap(o -> o.primary()).ifPresent(path -> table.row("output", path));
        table.print(out, "");
        result.data().map(Json::toNode).ifPresent(this::data);
        out.flush();
    }

    private void data(JsonNode data) {
        out.println();
        if (InspectionText.fits(data)) {
            new InspectionText(out).print(data);
        } else {
            data.toPrettyString().lines().map(Printable::of).forEach(out::println);
        }
    }
}
