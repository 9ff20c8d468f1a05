package dev.guestkit.benchmarks.job;

import dev.guestkit.job.JobCodec;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobValidator;
import dev.guestkit.job.ValidationReport;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.hibernate.validator.HibernateValidator;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Judging a valid document, beside the constraints of the records alone with Hibernate Validator. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 6, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ValidationBenchmark {
    private final JobDocument document = SampleJob.document();
    private final byte[] bytes = JobCodec.standard().write(document);
    private final JobValidator validator = JobValidator.standard();
    private final Validator hibernate = Validation.byProvider(HibernateValidator.class)
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory()
            .getValidator();

    /** The third layer whole: constraints, cross checks, operation, payload. */
    @Benchmark
    public ValidationReport ours() {
        return validator.validate(document);
    }

    /** Only what annotations say. */
    @Benchmark
    public Set<ConstraintViolation<JobDocument>> reference() {
        return hibernate.validate(document);
    }

    /** All three layers from bytes; no floor, for information. */
    @Benchmark
    public ValidationReport all() {
        return validator.check(bytes).report();
    }
}
