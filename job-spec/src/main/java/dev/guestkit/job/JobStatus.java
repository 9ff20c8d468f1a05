package dev.guestkit.job;

import java.util.Locale;
import java.util.Optional;

/** The states of a job as the wire shows them; a stored result carries one of the last four. */
public enum JobStatus {
    PENDING,
    ASSIGNED,
    RUNNING,
    COMPLETED,
    FAILED,
    CANCELLED,
    TIMEOUT;

    /** The lower-case name on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a job with this status never changes again. */
    public boolean isTerminal() {
        return compareTo(COMPLETED) >= 0;
    }

    /** The status with this name on the wire, empty when there is none. */
    public static Optional<JobStatus> ofWireName(String name) {
        for (JobStatus status : values()) {
            if (status.wireName().equals(name)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }
}
