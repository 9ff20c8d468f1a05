package dev.guestkit.transport.http;

import dev.guestkit.job.Problem;
import java.util.List;
import java.util.Optional;

/**
 * A job that the server took.
 *
 * @param created whether it is new; false when the same document was submitted before
 * @param replayOf the job whose result it has at once, by idempotency key
 * @param warnings what may be wrong with it all the same: no worker may take it just now, a foreign namespace, …
 */
public record Accepted(String jobId, boolean created, Optional<String> replayOf, List<Problem> warnings) {
    /** Copies the list. */
    public Accepted {
        warnings = List.copyOf(warnings);
    }
}
