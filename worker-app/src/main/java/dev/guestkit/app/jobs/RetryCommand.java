package dev.guestkit.app.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.app.CliException;
import dev.guestkit.app.ExitCodes;
import dev.guestkit.app.Table;
import dev.guestkit.job.JobDocument;
import dev.guestkit.worker.spi.JobClient;
import dev.guestkit.worker.spi.JobPage;
import dev.guestkit.worker.spi.JobRecord;
import dev.guestkit.worker.spi.JobSummary;
import dev.guestkit.worker.spi.JobTransport;
import dev.guestkit.worker.spi.SubmitOutcome;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code guestkit retry}: jobs that have ended, once more. */
@Command(
        name = "retry",
        aliases = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Submits jobs that have ended once more, each under a new id.",
            "A result is never changed: the old job stays as it is, and the new one names it in annotations."
        },
        footer = {
            "",
            "Examples:",
            "  guestkit retry job-01K8",
            "  guestkit retry --state failed,timeout --operation guestkit.inspect",
            "",
            "Exit codes: 0 submitted; 2 unknown, has not ended, or refused."
        })
public final class RetryCommand extends SpoolCommand {
    @Parameters(paramLabel = "JOB", arity = "0..*", description = "ids, or options that say which")
    private List<String> ids = List.of();

    @Mixin
    private QueryOptions query = new QueryOptions();

    @Override
    void checkOptions() {
        if (ids.isEmpty() == query.isEmpty()) {
            throw new ParameterException(spec().commandLine(), "give either job ids, or options that say which jobs");
        }
    }

    @Override
    int run(JobTransport transport) {
        JobClient client = transport.client();
        Documents documents = new Documents();
        List<ObjectNode> views = new ArrayList<>();
        Table table = new Table("JOB", "IS NOW");
        for (String id : ids.isEmpty() ? matching(client) : ids) {
            JobDocument again = Replays.of(ended(client, id).document());
            SubmitOutcome outcome = client.submit(documents.submission(again));
            if (!outcome.isAccepted()) {
                throw new CliException(id + ": " + Refusals.text(outcome));
            }
            views.add(Views.object().put("job_id", again.jobId()).put("retry_of", id).put("status", "submitted"));
            table.row(id, again.jobId());
        }
        print(OneOrMany.of("jobs", views), () -> table.print(out(), ""));
        return ExitCodes.OK;
    }

    private List<String> matching(JobClient client) {
        JobPage page = client.list(query.query());
        return page.jobs().stream()
                .filter(job -> job.state().isTerminal())
                .map(JobSummary::jobId)
                .toList();
    }

    private static JobRecord ended(JobClient client, String id) {
        JobRecord job = Jobs.known(client, id);
        if (!job.state().isTerminal()) {
            throw new CliException("job " + id + " has not ended; it is " + job.state().status().wireName());
        }
        return job;
    }
}
