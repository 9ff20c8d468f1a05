package dev.guestkit.app.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.app.CliException;
import dev.guestkit.app.ExitCodes;
import dev.guestkit.app.Table;
import dev.guestkit.worker.JobReplay;
import dev.guestkit.worker.spi.JobTransport;
import dev.guestkit.worker.spi.SubmitOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code guestkit retry}: jobs that ended badly, once more. */
@Command(
        name = "retry",
        aliases = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Submits jobs that failed, timed out or were cancelled once more, each under a new id.",
            "A result is never changed: the old job stays as it is, and the new one names it in annotations."
        },
        footer = {
            "",
            "Examples:",
            "  guestkit retry job-01K8",
            "  guestkit retry --state failed,timeout --operation guestkit.inspect",
            "",
            "Exit codes: 0 submitted; 2 unknown, has not ended badly, or refused."
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
        JobReplay replay = JobReplay.of(transport.client());
        Map<String, SubmitOutcome> outcomes = new LinkedHashMap<>();
        if (ids.isEmpty()) {
            outcomes.putAll(new TreeMap<>(replay.replayAll(query.query())));
        }
        for (String id : ids) {
            outcomes.put(id, replay.replay(id).orElseThrow(() -> new CliException("no job is known as " + id)));
        }
        List<ObjectNode> views = new ArrayList<>();
        Table table = new Table("JOB", "IS NOW");
        outcomes.forEach((id, outcome) -> {
            if (!outcome.isAccepted()) {
                throw new CliException(id + ": " + Refusals.text(outcome));
            }
            views.add(Views.object()
                    .put("job_id", outcome.jobId())
                    .put("retry_of", id)
                    .put("status", "submitted"));
            table.row(id, outcome.jobId());
        });
        print(OneOrMany.of("jobs", views), () -> table.print(out(), ""));
        return ExitCodes.OK;
    }
}
