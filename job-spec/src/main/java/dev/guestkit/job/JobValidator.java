package dev.guestkit.job;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Judges documents: the third layer, and all three in one report.
 *
 * <p>Immutable and thread-safe. The first call pays for the start-up of Hibernate Validator, once in the process.
 */
public final class JobValidator {
    private final JobCodec codec;
    private final Set<OperationVersion> atHand;

    private JobValidator(JobCodec codec, Set<OperationVersion> atHand) {
        this.codec = codec;
        this.atHand = atHand;
    }

    /** A validator that knows the operations of the protocol, with the standard limits. */
    public static JobValidator standard() {
        return new JobValidator(JobCodec.standard(), Set.of());
    }

    /** The same with these operations known besides: those of the handlers at hand. */
    public JobValidator withOperations(Collection<OperationVersion> operations) {
        return new JobValidator(codec, Set.copyOf(operations));
    }

    /** The same with the limits of {@code codec}. */
    public JobValidator withCodec(JobCodec codec) {
        return new JobValidator(codec, atHand);
    }

    /** Judges the values of a document that was read or built. */
    public ValidationReport validate(JobDocument document) {
        return report(document, this::judge);
    }

    /** Reads and judges: every problem of every layer. The document is present when it could be read, valid or not. */
    public Parsed<JobDocument> check(byte[] bytes) {
        return finish(codec.draftJob(bytes), this::judge);
    }

    /** As {@link #check(byte[])}, of a tree that was read before. */
    public Parsed<JobDocument> check(Json tree) {
        return finish(JobCodec.draftJob(tree), this::judge);
    }

    /** As {@link #check(byte[])}, of a document in YAML. */
    public Parsed<JobDocument> checkYaml(byte[] bytes) {
        return finish(codec.draftJobYaml(bytes), this::judge);
    }

    /** Judges a result that was read or made. */
    public ValidationReport validate(JobResult result) {
        return report(result, JobValidator::judge);
    }

    /** Reads and judges a result. */
    public Parsed<JobResult> checkResult(byte[] bytes) {
        return finish(codec.draftResult(bytes), JobValidator::judge);
    }

    /** Judges a progress event that was read or made. */
    public ValidationReport validate(ProgressEvent event) {
        return report(event, Beans::check);
    }

    /** Reads and judges a progress event. */
    public Parsed<ProgressEvent> checkEvent(byte[] bytes) {
        return finish(codec.draftEvent(bytes), Beans::check);
    }

    /**
     * Reads and judges progress events, one a line, each by itself and all in their order: sequences without a gap from 0 on,
     * progress that falls only with a new attempt, at most four events a second without a new phase. Pointers begin with the
     * number of the line, from 0 on. Empty lines are skipped.
     */
    public ValidationReport checkSeries(byte[] lines) {
        Problems problems = new Problems();
        SeriesRules series = new SeriesRules();
        int number = 0;
        for (int from = 0; from < lines.length; number++) {
            int to = from;
            while (to < lines.length && lines[to] != '\n') {
                to++;
            }
            byte[] line = Arrays.copyOfRange(lines, from, to);
            from = to + 1;
            if (!new String(line, StandardCharsets.ISO_8859_1).isBlank()) {
                String prefix = "/" + number;
                Parsed<ProgressEvent> event = checkEvent(line);
                event.report().problems().forEach(p -> problems.add(p.under(prefix)));
                event.document().ifPresent(e -> series.next(e, prefix, problems));
            }
        }
        return problems.report();
    }

    /** Judges a worker's capabilities that were read or made. */
    public ValidationReport validate(WorkerCapabilities capabilities) {
        return report(capabilities, Beans::check);
    }

    /** Reads and judges a worker's capabilities. */
    public Parsed<WorkerCapabilities> checkCapabilities(byte[] bytes) {
        return finish(codec.draftCapabilities(bytes), Beans::check);
    }

    private static <T> ValidationReport report(T document, BiConsumer<? super T, Problems> judge) {
        Problems problems = new Problems();
        judge.accept(document, problems);
        return problems.report();
    }

    private static <T> Parsed<T> finish(JobCodec.Draft<T> draft, BiConsumer<? super T, Problems> judge) {
        Problems problems = draft.problems();
        boolean readable = problems.report().isValid();
        draft.document().ifPresent(document -> judge.accept(document, problems));
        return new Parsed<>(readable ? draft.document() : Optional.empty(), problems.report());
    }

    private static void judge(JobResult result, Problems problems) {
        Beans.check(result, problems);
        ResultRules.check(result, problems);
    }

    private void judge(JobDocument document, Problems problems) {
        Beans.check(document, problems);
        JobRules.check(document, atHand, problems);
    }
}
