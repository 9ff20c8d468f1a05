package dev.guestkit.job;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;

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
        Problems problems = new Problems();
        judge(document, problems);
        return problems.report();
    }

    /** Reads and judges: every problem of every layer. The document is present when it could be read, valid or not. */
    public Parsed<JobDocument> check(byte[] bytes) {
        return finish(codec.draftJob(bytes));
    }

    /** As {@link #check}, of a document in YAML. */
    public Parsed<JobDocument> checkYaml(byte[] bytes) {
        return finish(codec.draftJobYaml(bytes));
    }

    private Parsed<JobDocument> finish(JobCodec.Draft<JobDocument> draft) {
        Problems problems = draft.problems();
        boolean readable = problems.report().isValid();
        draft.document().ifPresent(document -> judge(document, problems));
        return new Parsed<>(readable ? draft.document() : Optional.empty(), problems.report());
    }

    private void judge(JobDocument document, Problems problems) {
        Beans.check(document, problems);
        JobRules.check(document, atHand, problems);
    }
}
