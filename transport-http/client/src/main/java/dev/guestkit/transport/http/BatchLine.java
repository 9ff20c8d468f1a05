package dev.guestkit.transport.http;

import dev.guestkit.job.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What became of one job of a batch.
 *
 * @param httpStatus what the job by itself would have been answered with
 * @param error the code, when it was refused
 * @param message why it was refused
 * @param problems everything that is wrong with it
 */
public record BatchLine(
        Optional<String> jobId,
        int httpStatus,
        Optional<String> error,
        Optional<String> message,
        List<Problem> problems) {
    /** Copies the list. */
    public BatchLine {
        problems = List.copyOf(problems);
    }

    /** Whether the server took it. */
    public boolean isAccepted() {
        return httpStatus / 100 == 2;
    }
}
