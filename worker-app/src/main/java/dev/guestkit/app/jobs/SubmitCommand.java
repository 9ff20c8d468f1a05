package dev.guestkit.app.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.app.ExitCodes;
import dev.guestkit.app.Table;
import dev.guestkit.job.JobResult;
import dev.guestkit.worker.spi.JobSubmission;
import dev.guestkit.worker.spi.JobTransport;
import dev.guestkit.worker.spi.SubmitOutcome;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code guestkit submit}: jobs into the spool, or to a server. */
@Command(
        name = "submit",
        mixinStandardHelpOptions = true,
        description = "Submits jobs: documents from files or text, or one operation on one or more images.",
        footer = {
            "",
            "Examples:",
            "  guestkit submit --file job.json --wait",
            "  guestkit submit --json '{\"operation\":\"system.echo\",\"payload\":{\"type\":\"system.echo.v1\",\"data\":1}}'",
            "  guestkit submit --operation guestkit.inspect --image '/vms/*.qcow2' --priority 8",
            "  guestkit submit --operation guestkit.profile --image a.qcow2 --data '{\"profiles\":[\"security\"]}'",
            "",
            "What a document lacks of version, kind, job_id, created_at and $schema is filled in.",
            "Exit codes: 0 submitted, with --wait all completed; 1 not valid, with --wait not all completed; 2 refused."
        })
public final class SubmitCommand extends SpoolCommand {
    @Mixin
    private SubmitOptions options = new SubmitOptions();

    @Option(names = "--wait", description = "wait until all have ended, show progress and print the results")
    private boolean wait;

    @Override
    void checkOptions() {
        options.problem().ifPresent(problem -> {
            throw new ParameterException(spec().commandLine(), problem);
        });
    }

    @Override
    int run(JobTransport transport) {
        // All are judged before the first is submitted: all or none, as far as the documents go.
        List<JobSubmission> submissions = options.submissions(surroundings());
        List<String> ids = new ArrayList<>();
        List<SubmitOutcome> refused = new ArrayList<>();
        for (JobSubmission submission : submissions) {
            SubmitOutcome outcome = transport.client().submit(submission);
            if (outcome.isAccepted()) {
                ids.add(outcome.jobId());
            } else {
                refused.add(outcome);
            }
        }
        refused.forEach(outcome -> err().println("guestkit: " + Refusals.text(outcome)));
        err().flush();
        int code = wait ? waitFor(transport, ids) : printSubmitted(ids);
        return refused.isEmpty() ? code : ExitCodes.USAGE;
    }

    private int printSubmitted(List<String> ids) {
        List<ObjectNode> views = ids.stream()
                .map(id -> Views.object()
                        .put("job_id", id)
                        .put("status", "submitted")
                        .put("message", "job " + id + " submitted"))
                .toList();
        Table table = new Table("JOB", "STATUS");
        ids.forEach(id -> table.row(id, "submitted"));
        print(OneOrMany.of("jobs", views), () -> table.print(out(), ""));
        return ExitCodes.OK;
    }

    private int waitFor(JobTransport transport, List<String> ids) {
        if (ids.isEmpty()) {
            return ExitCodes.USAGE;
        }
        ProgressDisplay display = new ProgressDisplay(err(), surroundings(), ids.size());
        display.line(ids.size() == 1 ? "waiting for " + ids.get(0) : "waiting for " + ids.size() + " jobs");
        List<JobResult> results = new Watch(transport.client(), display).untilEnd(ids);
        print(
                OneOrMany.of("results", results.stream().map(Views::result).toList()),
                () -> results.forEach(result -> new ResultText(out()).print(result)));
        return ResultText.exitCode(results);
    }
}
