package dev.guestkit.http.server.internal.rest;

import dev.guestkit.transport.http.internal.WirePaths;
import dev.guestkit.worker.spi.SubmitOutcome;

/** What the outcome of a submission is in HTTP. */
final class Submitted {
    private Submitted() {}

    static int status(SubmitOutcome.Kind kind) {
        return switch (kind) {
            case CREATED, REPLAYED -> 201;
            case UNCHANGED -> 200;
            case CONFLICT, DUPLICATE_IN_PROGRESS, IDEMPOTENCY_CONFLICT -> 409;
            case FULL -> 429;
        };
    }

    static String location(SubmitOutcome outcome) {
        return WirePaths.job(outcome.jobId());
    }
}
