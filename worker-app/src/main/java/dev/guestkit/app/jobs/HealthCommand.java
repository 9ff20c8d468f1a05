package dev.guestkit.app.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.app.ExitCodes;
import dev.guestkit.app.Table;
import dev.guestkit.job.WorkerCapabilities;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.JobTransport;
import dev.guestkit.worker.spi.QueueStats;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code guestkit health}: whether jobs are being worked on. */
@Command(
        name = "health",
        mixinStandardHelpOptions = true,
        description =
                "Says whether the spool or server answers, whether a worker is there, and how many jobs are in each state.",
        footer = {
            "",
            "Examples:",
            "  guestkit health --spool /var/spool/guestkit",
            "  guestkit health --output json",
            "",
            "Exit codes: 0 healthy; 1 paused or without a worker; 2 the spool or server does not answer."
        })
public final class HealthCommand extends SpoolCommand {
    @Override
    int run(JobTransport transport) {
        Instant now = Instant.now();
        QueueStats stats = transport.control().stats();
        List<WorkerCapabilities> alive = transport.workers().list().stream()
                .filter(worker -> !worker.status().state().equals("offline"))
                .toList();
        Optional<String> paused = transport.control().pauseReason();
        String status = paused.isPresent() ? "paused" : alive.isEmpty() ? "no_worker" : "healthy";
        ObjectNode tree = Views.object().put("status", status).put("timestamp", now.toString());
        alive.stream()
                .map(WorkerCapabilities::registeredAt)
                .min(Instant::compareTo)
                .ifPresent(first ->
                        tree.put("uptime_seconds", Duration.between(first, now).toSeconds()));
        paused.ifPresent(reason -> tree.put("pause_reason", reason));
        tree.put("workers", alive.size()).put("queue_depth", stats.depth());
        ObjectNode counts = tree.putObject("jobs");
        Table table = Table.plain().row("status", status).row("workers", String.valueOf(alive.size()));
        paused.ifPresent(reason -> table.row("paused", reason));
        for (JobState state : JobState.values()) {
            String name = state.name().toLowerCase(Locale.ROOT);
            counts.put(name, stats.count(state));
            table.row(name, String.valueOf(stats.count(state)));
        }
        print(tree, () -> table.print(out(), ""));
        return status.equals("healthy") ? ExitCodes.OK : ExitCodes.FAILED;
    }
}
