package dev.guestkit.transport.file;

import dev.guestkit.job.JobResult;
import dev.guestkit.job.JobStatus;
import dev.guestkit.worker.spi.ArtifactNames;
import dev.guestkit.worker.spi.CancelOutcome;
import dev.guestkit.worker.spi.EventPage;
import dev.guestkit.worker.spi.JobChangeListener;
import dev.guestkit.worker.spi.JobClient;
import dev.guestkit.worker.spi.JobPage;
import dev.guestkit.worker.spi.JobQuery;
import dev.guestkit.worker.spi.JobRecord;
import dev.guestkit.worker.spi.JobSubmission;
import dev.guestkit.worker.spi.StoredEvent;
import dev.guestkit.worker.spi.SubmitOutcome;
import dev.guestkit.worker.spi.Subscription;
import dev.guestkit.worker.spi.WaitingJob;
import dev.guestkit.worker.store.CancelDecision;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** What applications do with the spool. */
final class FileClient implements JobClient {
    private final Spool spool;
    private final Submitter submitter;
    private final JobLookup lookup;
    private final Listing listing;
    private final Runnable watching;

    FileClient(Spool spool, Listing listing, Runnable watching) {
        this.spool = spool;
        this.submitter = new Submitter(spool);
        this.lookup = new JobLookup(spool);
        this.listing = listing;
        this.watching = watching;
    }

    @Override
    public SubmitOutcome submit(JobSubmission submission) {
        return spool.guard.call("submit job " + submission.document().jobId(), () -> submitter.submit(submission));
    }

    @Override
    public Optional<JobRecord> find(String jobId) {
        return spool.guard.call("find job " + jobId, () -> lookup.find(jobId));
    }

    @Override
    public JobPage list(JobQuery query) {
        return spool.guard.call("list jobs", () -> listing.list(query));
    }

    @Override
    public List<WaitingJob> waiting() {
        return spool.guard.call("say why jobs wait", () -> listing.waiting());
    }

    @Override
    public CancelOutcome cancel(String jobId, String reason) {
        return spool.guard.call("cancel job " + jobId, () -> {
            if (!DropReader.isUsable(jobId)) {
                return CancelOutcome.UNKNOWN;
            }
            AtomicReference<CancelOutcome> decided = new AtomicReference<>(CancelOutcome.TOO_LATE);
            Optional<CancelOutcome> outcome = spool.lives.change(jobId, life -> {
                CancelDecision decision =
                        spool.transitions.cancelled(life.terms(), life.standing(), reason, spool.clock.instant());
                decided.set(decision.outcome());
                return decision.change()
                        .map(change -> Move.to(decision.outcome(), life, change, true))
                        .orElseGet(() -> Move.none(decision.outcome()));
            });
            return outcome.isPresent() ? outcome.get() : ended(jobId, Objects.requireNonNull(decided.get()));
        });
    }

    /** The owner may hear of the stop and end the job before we look whether it was still there: then it was in time. */
    private CancelOutcome ended(String jobId, CancelOutcome decided) throws IOException {
        if (!spool.ended.isEnded(jobId)) {
            return CancelOutcome.UNKNOWN;
        }
        boolean stopped =
                result(jobId).filter(r -> r.status() == JobStatus.CANCELLED).isPresent();
        return stopped ? decided : CancelOutcome.TOO_LATE;
    }

    @Override
    public EventPage events(String jobId, long after, int limit) {
        return spool.guard.call("read the events of job " + jobId, () -> {
            Optional<JobRecord> job = lookup.find(jobId);
            if (job.isEmpty()) {
                return new EventPage(List.of(), false, true);
            }
            EventLog.Stream stream =
                    spool.events.read(spool.ended.events(jobId), job.get().history());
            List<StoredEvent> all = stream.events();
            List<StoredEvent> page = all.stream()
                    .filter(event -> event.id() > after)
                    .limit(limit)
                    .toList();
            boolean last = page.isEmpty() || page.get(page.size() - 1).equals(all.get(all.size() - 1));
            return new EventPage(
                    page,
                    after + 1 < stream.firstId(),
                    last && job.get().state().isTerminal());
        });
    }

    @Override
    public Optional<JobResult> result(String jobId) {
        return spool.guard.call("read the result of job " + jobId, () -> {
            if (!DropReader.isUsable(jobId)) {
                return Optional.empty();
            }
            return spool.ended.result(jobId);
        });
    }

    @Override
    public Optional<InputStream> artifact(String jobId, String name) {
        ArtifactNames.check(name);
        return spool.guard.call("read artifact " + name + " of job " + jobId, () -> {
            if (!DropReader.isUsable(jobId)) {
                return Optional.empty();
            }
            Optional<InputStream> own = spool.ended.artifact(jobId, name);
            return own.isPresent() ? own : artifactOfFirst(jobId, name);
        });
    }

    /** A replay lists what another job made, as long as that one is kept. */
    private Optional<InputStream> artifactOfFirst(String jobId, String name) throws IOException {
        Optional<String> first = spool.ended.result(jobId).flatMap(JobResult::replayOf);
        return first.isEmpty() ? Optional.empty() : spool.ended.artifact(first.get(), name);
    }

    @Override
    public Subscription onChange(JobChangeListener listener) {
        Consumer<String> ear = listener::changed;
        spool.board.listen(ear);
        watching.run();
        return () -> spool.board.unlisten(ear);
    }
}
