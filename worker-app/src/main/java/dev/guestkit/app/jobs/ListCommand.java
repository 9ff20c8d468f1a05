package dev.guestkit.app.jobs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.app.ExitCodes;
import dev.guestkit.app.Table;
import dev.guestkit.worker.spi.JobPage;
import dev.guestkit.worker.spi.JobSummary;
import dev.guestkit.worker.spi.JobTransport;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code guestkit list}: the jobs of a spool. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists jobs, newest first.",
        footer = {
            "",
            "Examples:",
            "  guestkit list --state failed --since 2026-01-01T00:00:00Z",
            "  guestkit list --operation guestkit.inspect --label team=web --output json",
            "",
            "Exit codes: 0 listed; 2 wrong use, or the spool or server does not answer."
        })
public final class ListCommand extends SpoolCommand {
    @Mixin
    private QueryOptions query = new QueryOptions();

    @Override
    int run(JobTransport transport) {
        JobPage page = transport.client().list(query.query());
        ObjectNode tree = Views.object();
        ArrayNode jobs = tree.putArray("jobs");
        page.jobs().forEach(job -> jobs.add(Views.summary(job)));
        tree.put("total", page.total());
        page.nextCursor().ifPresent(cursor -> tree.put("next_cursor", cursor));
        print(tree, () -> table(page));
        return ExitCodes.OK;
    }

    private void table(JobPage page) {
        Table table = new Table("JOB", "STATE", "OPERATION", "SUBMITTED", "ENDED", "ERROR");
        for (JobSummary job : page.jobs()) {
            table.row(
                    job.jobId(),
                    job.state().name().toLowerCase(Locale.ROOT),
                    job.operation(),
                    job.submittedAt().toString(),
                    job.endedAt().map(Object::toString).orElse(""),
                    job.errorCode().orElse(""));
        }
        table.print(out(), "");
        out().println(page.jobs().size() + " of " + page.total());
        page.nextCursor().ifPresent(cursor -> out().println("more: --cursor " + cursor));
    }
}
