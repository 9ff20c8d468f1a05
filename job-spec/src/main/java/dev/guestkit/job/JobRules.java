package dev.guestkit.job;

import java.util.Set;

/** What annotations cannot say about a job document. */
final class JobRules {
    private static final long LONG_TIMEOUT = 86_400;

    private JobRules() {}

    static void check(JobDocument document, Set<OperationVersion> atHand, Problems problems) {
        document.execution().ifPresent(e -> execution(e, problems));
        if (!problems.isBad("/operation")
                && !problems.isBad("/payload/type")
                && !document.payload().type().startsWith(document.operation() + ".v")) {
            problems.error(
                    "/payload/type",
                    Codes.CONFLICTING_VALUES,
                    "type " + Text.quote(document.payload().type()) + " must name the operation "
                            + Text.quote(document.operation()));
        }
    }

    private static void execution(Execution e, Problems problems) {
        if (e.attemptOrDefault() > e.maxAttemptsOrDefault() && !problems.isBad("/execution/max_attempts")) {
            problems.error(
                    "/execution/attempt",
                    Codes.CONFLICTING_VALUES,
                    "attempt must be at most max_attempts, " + e.maxAttemptsOrDefault() + ", is "
                            + e.attemptOrDefault());
        }
        if (e.timeoutSecondsOrDefault() > LONG_TIMEOUT) {
            problems.warning(
                    "/execution/timeout_seconds",
                    Codes.UNUSUAL_VALUE,
                    "timeout_seconds is more than a day: " + e.timeoutSecondsOrDefault());
        }
    }
}
