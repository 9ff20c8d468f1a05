package dev.guestkit.app.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.app.ExitCodes;
import dev.guestkit.app.Table;
import dev.guestkit.worker.JobTree;
import dev.guestkit.worker.spi.CancelOutcome;
import dev.guestkit.worker.spi.JobTransport;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code guestkit cancel}: asks jobs to stop. */
@Command(
        name = "cancel",
        mixinStandardHelpOptions = true,
        description =
                "Cancels jobs: queued ones end at once, running ones are asked to stop, workflows with their members.",
        footer = {
            "",
            "Examples:",
            "  guestkit cancel job-01K8 --reason 'wrong image'",
            "",
            "Exit codes: 0 cancelled or asked to stop; 2 unknown, ended before, or not cancellable."
        })
public final class CancelCommand extends SpoolCommand {
    @Parameters(paramLabel = "JOB", arity = "1..*", description = "ids")
    private List<String> ids = List.of();

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "cancelled by command", description = "is recorded")
    private String reason = "";

    @Override
    int run(JobTransport transport) {
        List<ObjectNode> views = new ArrayList<>();
        Table table = new Table("JOB", "OUTCOME", "MEANING");
        boolean refused = false;
        for (String id : ids) {
            CancelOutcome outcome = JobTree.of(transport.client()).cancel(id, reason);
            refused |= outcome != CancelOutcome.CANCELLED && outcome != CancelOutcome.REQUESTED;
            views.add(Views.object()
                    .put("job_id", id)
                    .put("outcome", outcome.name())
                    .put("message", meaning(outcome)));
            table.row(id, outcome.name(), meaning(outcome));
        }
        print(OneOrMany.of("jobs", views), () -> table.print(out(), ""));
        return refused ? ExitCodes.USAGE : ExitCodes.OK;
    }

    private static String meaning(CancelOutcome outcome) {
        return switch (outcome) {
            case CANCELLED -> "it was queued and has ended";
            case REQUESTED -> "it is running; its worker is told";
            case NOT_CANCELLABLE -> "its document says that it may not be cancelled";
            case TOO_LATE -> "it had ended before";
            case UNKNOWN -> "no such job";
        };
    }
}
