package dev.guestkit.http.server.internal.rest;

import dev.guestkit.job.CapabilityMatcher;
import dev.guestkit.job.ErrorCode;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.Mismatch;
import dev.guestkit.job.Problem;
import dev.guestkit.job.WorkerCapabilities;
import dev.guestkit.worker.spi.TransportException;
import dev.guestkit.worker.spi.WorkerDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Warns at the door of jobs that no worker that is there may take, instead of letting them wait in silence. Thread-safe. */
final class Misfits {
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final WorkerDirectory directory;
    private volatile Seen seen = new Seen(List.of(), System.nanoTime() - FRESH_NANOS);

    Misfits(WorkerDirectory directory) {
        this.directory = directory;
    }

    private record Seen(List<WorkerCapabilities> workers, long at) {}

    List<Problem> add(JobDocument job, List<Problem> warnings) {
        Optional<Mismatch> misfit = misfit(job);
        if (misfit.isEmpty()) {
            return warnings;
        }
        List<Problem> all = new ArrayList<>(warnings);
        all.add(new Problem(
                misfit.get().pointer(),
                Problem.Severity.WARNING,
                ErrorCode.CAPABILITY_MISMATCH.name(),
                "no worker that is there just now may take this job: "
                        + misfit.get().message()));
        return all;
    }

    /** What the worker that comes nearest lacks; nothing when one may take it, or there is none to compare with. */
    private Optional<Mismatch> misfit(JobDocument job) {
        Optional<List<Mismatch>> nearest = Optional.empty();
        for (WorkerCapabilities worker : workers()) {
            List<Mismatch> lacking = CapabilityMatcher.mismatches(job, worker);
            if (lacking.isEmpty()) {
                return Optional.empty();
            }
            if (nearest.isEmpty() || lacking.size() < nearest.get().size()) {
                nearest = Optional.of(lacking);
            }
        }
        return nearest.map(lacking -> lacking.get(0));
    }

    private List<WorkerCapabilities> workers() {
        Seen now = seen;
        if (System.nanoTime() - now.at() >= FRESH_NANOS) {
            now = new Seen(look(), System.nanoTime());
            seen = now;
        }
        return now.workers();
    }

    private List<WorkerCapabilities> look() {
        try {
            return directory.list().stream()
                    .filter(worker -> !worker.status().state().equals("offline"))
                    .toList();
        } catch (TransportException e) {
            return List.of(); // the job was taken; a warning less is no reason to say otherwise
        }
    }
}
