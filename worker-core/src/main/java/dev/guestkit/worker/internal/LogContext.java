package dev.guestkit.worker.internal;

import dev.guestkit.job.Observability;
import java.util.Optional;
import org.slf4j.MDC;

/** Which job the log lines of a thread are about: {@code job_id}, {@code attempt}, and its trace where it has one. */
final class LogContext {
    private static final String JOB = "job_id";
    private static final String ATTEMPT = "attempt";
    private static final String TRACE = "trace_id";
    private static final String SPAN = "span_id";

    private LogContext() {}

    /** From now on this thread's lines are about this attempt; whatever they were about before is replaced. */
    static void of(Attempt attempt) {
        MDC.put(JOB, attempt.jobId());
        MDC.put(ATTEMPT, Integer.toString(attempt.number()));
        put(TRACE, attempt.span().flatMap(Observability::traceId));
        put(SPAN, attempt.span().flatMap(Observability::spanId));
    }

    private static void put(String key, Optional<String> value) {
        value.ifPresentOrElse(text -> MDC.put(key, text), () -> MDC.remove(key));
    }

    /** This thread is about no job any more. */
    static void clear() {
        MDC.remove(JOB);
        MDC.remove(ATTEMPT);
        MDC.remove(TRACE);
        MDC.remove(SPAN);
    }
}
