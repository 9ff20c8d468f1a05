package dev.guestkit.app.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.app.ExitCodes;
import dev.guestkit.app.Table;
import dev.guestkit.job.WorkerCapabilities;
import dev.guestkit.worker.spi.JobTransport;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code guestkit capabilities}: the workers of a spool, and what they can do. */
@Command(
        name = "capabilities",
        mixinStandardHelpOptions = true,
        description = "Says which workers there are and what each can do.",
        footer = {
            "",
            "Examples:",
            "  guestkit capabilities",
            "  guestkit capabilities --spool /var/spool/guestkit --output json",
            "",
            "Exit codes: 0 said; 2 the spool or server does not answer."
        })
public final class CapabilitiesCommand extends SpoolCommand {
    @Override
    int run(JobTransport transport) {
        List<WorkerCapabilities> workers = transport.workers().list();
        ObjectNode tree = Views.object();
        tree.putArray("workers").addAll(workers.stream().map(Views::worker).toList());
        print(tree, () -> table(workers));
        return ExitCodes.OK;
    }

    private void table(List<WorkerCapabilities> workers) {
        if (workers.isEmpty()) {
            out().println("no worker is known here; start one with: guestkit daemon");
        }
        for (WorkerCapabilities worker : workers) {
            Table.plain()
                    .row("worker", worker.workerId())
                    .row("state", worker.status().state())
                    .row("version", worker.version())
                    .row("pool", worker.configuration().workerPool().orElse("-"))
                    .row(
                            "jobs",
                            worker.status().currentJobs() + " of "
                                    + worker.resources().maxConcurrentJobs())
                    .row("operations", String.join(" ", worker.capabilities().operations()))
                    .row("features", String.join(" ", worker.capabilities().features()))
                    .row("formats", String.join(" ", worker.capabilities().diskFormats()))
                    .print(out(), "");
        }
    }
}
