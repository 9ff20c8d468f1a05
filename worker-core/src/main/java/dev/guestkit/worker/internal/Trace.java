package dev.guestkit.worker.internal;

import dev.guestkit.job.Observability;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Our span of a job's trace: a child of the span that the job carries (W3C Trace Context: ids of 16 and 8 bytes, lower-case hex). */
final class Trace {
    static final Observability NONE =
            new Observability(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

    private Trace() {}

    static Optional<Observability> childOf(Optional<Observability> parent, RandomGenerator random) {
        return parent.map(p -> new Observability(
                p.traceId(), Optional.of(spanId(random)), p.spanId(), p.correlationId(), p.unknown()));
    }

    /** Eight bytes, not all zero. */
    private static String spanId(RandomGenerator random) {
        long bits = random.nextLong();
        return HexFormat.of().toHexDigits(bits == 0 ? 1 : bits);
    }
}
