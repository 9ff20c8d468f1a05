package dev.guestkit.transport.file;

import dev.guestkit.job.JobCodec;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobResult;
import dev.guestkit.worker.store.JobTerms;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The jobs that have not ended: reads where each stands, and changes it by adding a step, deciding anew whenever another
 * process was faster. Thread-safe.
 */
final class Lives {
    private final Layout layout;
    private final SpoolFiles files;
    private final StepLog steps;
    private final LifeReader reader;
    private final Ending ending;
    private final JobCodec codec;
    private final SnapshotJson json;
    private final LifeListener listener;
    private final ConcurrentHashMap<String, Life> seen = new ConcurrentHashMap<>();

    Lives(Layout layout, SpoolFiles files, JobCodec codec, SnapshotJson json, LifeListener listener) {
        this.layout = layout;
        this.files = files;
        this.codec = codec;
        this.json = json;
        this.listener = listener;
        this.steps = new StepLog(layout, files);
        this.reader = new LifeReader(layout, steps, codec, json);
        this.ending = new Ending(layout, files, json);
    }

    StepLog steps() {
        return steps;
    }

    Ending ending() {
        return ending;
    }

    /** The document of a job that has not ended. */
    Optional<JobDocument> document(String jobId) throws IOException {
        return reader.document(jobId);
    }

    /** Every job as last seen, without a look at the disk. */
    Collection<Life> seen() {
        return seen.values();
    }

    Optional<Life> seen(String jobId) {
        return Optional.ofNullable(seen.get(jobId));
    }

    /** Where a job stands now, empty when it has ended or is not known. Finishes an end that another process began. */
    Optional<Life> fresh(String jobId) throws IOException {
        while (true) {
            Optional<Life> known = seen(jobId);
            int newest = steps.newest(jobId, known.map(Life::step).orElse(0));
            Optional<Life> found = known.filter(life -> life.step() == newest);
            if (found.isEmpty()) {
                found = read(jobId, newest, known.map(Life::terms));
            }
            // A step counts only while the document is there: it leaves before the numbers of the steps are free again.
            if (!steps.isActive(jobId)) {
                steps.requirePlace();
                forget(jobId);
                return Optional.empty();
            }
            if (found.isPresent()) {
                return found;
            }
        }
    }

    /** Where a job stands now, as {@link #fresh}, but nobody hears of it. */
    Optional<Life> look(String jobId) throws IOException {
        Optional<Life> known = seen(jobId);
        int newest = steps.newest(jobId, known.map(Life::step).orElse(0));
        if (known.filter(life -> life.step() == newest).isPresent()) {
            return known.filter(life -> steps.isActive(jobId));
        }
        return reader.read(jobId, newest, known.map(Life::terms))
                .filter(found -> found.result().isEmpty() && steps.isActive(jobId))
                .map(LifeReader.Found::life);
    }

    /** Makes a job known whose document and newest step a reading of the directory just showed. */
    void found(String jobId, int newest) throws IOException {
        if (newest > 0 || seen.containsKey(jobId)) {
            fresh(jobId);
        } else {
            reader.read(jobId, 0, Optional.empty()).ifPresent(found -> remember(found.life()));
        }
    }

    private Optional<Life> read(String jobId, int newest, Optional<JobTerms> terms) throws IOException {
        Optional<LifeReader.Found> found = reader.read(jobId, newest, terms);
        if (found.isEmpty() || !steps.isActive(jobId)) {
            return Optional.empty();
        }
        Life life = found.get().life();
        Optional<JobResult> result = found.get().result();
        if (result.isPresent()) {
            close(
                    life,
                    result.get(),
                    layout.step(jobId, newest),
                    newest,
                    LifeReader.ended(life.snapshot(), result.get()));
            return Optional.empty();
        }
        remember(life);
        return Optional.of(life);
    }

    /** Forgets a job that is not in the queue any more. */
    void forget(String jobId) {
        if (seen.remove(jobId) != null) {
            listener.ended(jobId);
        }
    }

    /** Notes a job that was just submitted here. */
    void admitted(Life life) {
        remember(life);
    }

    private void remember(Life life) {
        Life newest = seen.merge(life.jobId(), life, (old, found) -> found.step() >= old.step() ? found : old);
        if (newest.step() == life.step()) {
            listener.changed(life.jobId());
        }
    }

    /**
     * Changes a job.
     *
     * @param decide what to make of it where it stands; asked again when another process changed it meanwhile
     * @return the answer, empty when the job has ended or is not known
     */
    <R> Optional<R> change(String jobId, Function<Life, Move<R>> decide) throws IOException {
        while (true) {
            Optional<Life> life = fresh(jobId);
            if (life.isEmpty()) {
                return Optional.empty();
            }
            Move<R> move = decide.apply(life.get());
            if (move.next().isEmpty()) {
                return Optional.of(move.answer());
            }
            StepLog.Added added = add(life.get(), move.next().get());
            if (added == StepLog.Added.YES) {
                return Optional.of(move.answer());
            }
            if (added == StepLog.Added.ENDED) {
                forget(jobId);
                return Optional.empty();
            }
        }
    }

    private StepLog.Added add(Life life, Move.Next next) throws IOException {
        if (next.result().isPresent()) {
            return end(life, next.snapshot(), next.result().get());
        }
        int step = life.step() + 1;
        StepLog.Added added = steps.add(life.jobId(), step, json.write(next.snapshot()), next.durable());
        if (added == StepLog.Added.YES) {
            remember(new Life(life.terms(), step, next.snapshot()));
        }
        return added;
    }

    private StepLog.Added end(Life life, Snapshot snapshot, JobResult result) throws IOException {
        Path written = files.temporary(codec.write(result), true);
        try {
            int step = life.step() + 1;
            StepLog.Added added = steps.link(life.jobId(), step, written);
            if (added == StepLog.Added.YES && !close(life, result, written, step, snapshot)) {
                return StepLog.Added.ENDED;
            }
            return added;
        } finally {
            files.unlink(written);
        }
    }

    /** Gives the result its name and clears the queue; false when the job had another result all along. */
    private boolean close(Life life, JobResult result, Path written, int step, Snapshot end) throws IOException {
        boolean ours = ending.publish(life.jobId(), written);
        Optional<JobResult> real = ours
                ? Optional.of(result)
                : files.read(layout.result(life.jobId()))
                        .flatMap(bytes -> codec.parseResult(bytes).document());
        ending.clear(real.orElse(result), end, step);
        if (!life.terms().antiAffinity().isEmpty()) {
            files.unlink(layout.apart(life.jobId()));
        }
        forget(life.jobId());
        return ours;
    }
}
