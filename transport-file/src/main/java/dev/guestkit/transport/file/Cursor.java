package dev.guestkit.transport.file;

import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.JobSummary;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** Where a page ended: by time and id, so that jobs that come or go do not shift the next page. */
final class Cursor {
    private Cursor() {}

    static String write(JobSummary last) {
        return last.submittedAt() + "/" + last.jobId();
    }

    /**
     * The row that a page ended with, as far as its place is concerned.
     *
     * @throws IllegalArgumentException when the text is no cursor of ours
     */
    static Optional<JobSummary> read(String cursor) {
        int slash = cursor.indexOf('/');
        try {
            return Optional.of(new JobSummary(
                    cursor.substring(slash + 1),
                    "",
                    JobState.PENDING,
                    Instant.parse(cursor.substring(0, Math.max(0, slash))),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("not a cursor of this store: " + cursor, e);
        }
    }
}
