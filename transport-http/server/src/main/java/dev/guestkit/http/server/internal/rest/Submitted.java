package dev.guestkit.http.server.internal.rest;

import dev.guestkit.http.server.internal.route.ApiError;
import dev.guestkit.http.server.internal.route.ApiException;
import dev.guestkit.http.server.internal.route.JsonPart;
import dev.guestkit.worker.spi.SubmitOutcome;

/** What the outcome of a submission is in HTTP. */
final class Submitted {
    private static final int RETRY_SECONDS = 5;

    private Submitted() {}

    static int status(SubmitOutcome outcome) {
        return outcome.kind() == SubmitOutcome.Kind.UNCHANGED ? 200 : 201;
    }

    static JsonPart view(Door.Accepted accepted) {
        SubmitOutcome outcome = accepted.outcome();
        return json -> {
            json.writeStartObject();
            json.writeStringField("job_id", outcome.jobId());
            json.writeStringField("status", "submitted");
            json.writeStringField("message", message(outcome));
            if (outcome.kind() == SubmitOutcome.Kind.REPLAYED) {
                json.writeStringField("replay_of", outcome.firstJobId());
            }
            if (!accepted.warnings().isEmpty()) {
                JobViews.problems(json, "warnings", accepted.warnings());
            }
            json.writeEndObject();
        };
    }

    private static String message(SubmitOutcome outcome) {
        return switch (outcome.kind()) {
            case REPLAYED ->
                "Job " + outcome.firstJobId() + " with this idempotency key completed; its result is this one's";
            case UNCHANGED -> "Job was submitted before; nothing changed";
            default -> "Job submitted";
        };
    }

    static ApiException refusal(SubmitOutcome outcome) {
        String id = outcome.jobId();
        String first = outcome.firstJobId();
        return switch (outcome.kind()) {
            case CONFLICT ->
                ApiError.CONFLICT
                        .because("job " + id + " is known with another document; give this one another job_id")
                        .details(named(id));
            case DUPLICATE_IN_PROGRESS ->
                ApiError.DUPLICATE_IN_PROGRESS
                        .because("job " + first + " has this idempotency key and has not ended; wait for that one")
                        .details(named(first));
            case IDEMPOTENCY_CONFLICT ->
                ApiError.IDEMPOTENCY_CONFLICT
                        .because("job " + first + " has this idempotency key and another payload; use another key")
                        .details(named(first));
            case FULL ->
                ApiError.TOO_MANY_REQUESTS
                        .because("the queue is full; submit job " + id + " again later")
                        .retryAfter(RETRY_SECONDS);
            case CREATED, UNCHANGED, REPLAYED -> throw new IllegalArgumentException("not refused: " + outcome);
        };
    }

    private static JsonPart named(String jobId) {
        return json -> {
            json.writeStartObject();
            json.writeStringField("job_id", jobId);
            json.writeEndObject();
        };
    }
}
