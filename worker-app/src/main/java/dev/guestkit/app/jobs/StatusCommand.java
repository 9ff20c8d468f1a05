package dev.guestkit.app.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.app.ExitCodes;
import dev.guestkit.app.Table;
import dev.guestkit.job.JobResult;
import dev.guestkit.worker.spi.JobRecord;
import dev.guestkit.worker.spi.JobTransport;
import dev.guestkit.worker.spi.WaitReason;
import dev.guestkit.worker.spi.WaitingJob;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code guestkit status}: where jobs stand. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Says where jobs stand and, for waiting ones, why they wait.",
        footer = {
            "",
            "Examples:",
            "  guestkit status job-01K8",
            "  guestkit status --watch job-01K8",
            "",
            "Exit codes: 0; with --watch 1 when a job did not complete; 2 unknown job."
        })
public final class StatusCommand extends SpoolCommand {
    @Parameters(paramLabel = "JOB", arity = "1..*", description = "ids")
    private List<String> ids = List.of();

    @Option(names = "--watch", description = "show progress until they have ended")
    private boolean watch;

    @Override
    int run(JobTransport transport) {
        int code = ExitCodes.OK;
        ids.forEach(id -> Jobs.known(transport.client(), id));
        if (watch) {
            List<JobResult> results =
                    new Watch(transport.client(), new ProgressDisplay(err(), surroundings(), ids.size())).untilEnd(ids);
            code = ResultText.exitCode(results);
        }
        List<JobRecord> records =
                ids.stream().map(id -> Jobs.known(transport.client(), id)).toList();
        List<WaitingJob> waiting = records.stream().allMatch(r -> r.state().isTerminal())
                ? List.of()
                : transport.client().waiting();
        print(
                OneOrMany.of("jobs", records.stream().map(r -> view(r, waiting)).toList()),
                () -> records.forEach(r -> text(r, waiting)));
        return code;
    }

    private static ObjectNode view(JobRecord job, List<WaitingJob> waiting) {
        ObjectNode view = Views.record(job);
        reasons(job, waiting)
                .forEach(reason -> view.withArray("waits_because")
                        .addObject()
                        .put("reason", reason.kind().name())
                        .put("message", reason.message()));
        return view;
    }

    private static List<WaitReason> reasons(JobRecord job, List<WaitingJob> waiting) {
        return waiting.stream()
                .filter(w -> w.jobId().equals(job.jobId()))
                .flatMap(w -> w.reasons().stream())
                .toList();
    }

    private void text(JobRecord job, List<WaitingJob> waiting) {
        Table table = Table.plain()
                .row("job", job.jobId())
                .row("operation", job.document().operation())
                .row("state", job.state().name().toLowerCase(java.util.Locale.ROOT))
                .row("attempt", String.valueOf(job.attempt()))
                .row("submitted", job.submittedAt().toString());
        job.startedAt().ifPresent(at -> table.row("started", at.toString()));
        job.endedAt().ifPresent(at -> table.row("ended", at.toString()));
        job.workerId().ifPresent(id -> table.row("worker", id));
        job.progress()
                .ifPresent(p -> table.row(
                        "progress",
                        p.progressPercent().map(n -> Math.round(n) + " % ").orElse("") + p.phase() + ": "
                                + p.message()));
        job.lastError().ifPresent(e -> table.row("error", e.code() + ": " + e.message()));
        reasons(job, waiting).forEach(reason -> table.row("waits", reason.message()));
        table.print(out(), "");
    }
}
