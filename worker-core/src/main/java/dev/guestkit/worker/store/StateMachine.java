package dev.guestkit.worker.store;

import static dev.guestkit.worker.spi.JobState.ASSIGNED;
import static dev.guestkit.worker.spi.JobState.CANCELLED;
import static dev.guestkit.worker.spi.JobState.COMPLETED;
import static dev.guestkit.worker.spi.JobState.FAILED;
import static dev.guestkit.worker.spi.JobState.PENDING;
import static dev.guestkit.worker.spi.JobState.QUEUED;
import static dev.guestkit.worker.spi.JobState.RUNNING;
import static dev.guestkit.worker.spi.JobState.TIMEOUT;

import dev.guestkit.worker.spi.JobState;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The states of a job and every way from one to another (protocol, section 5). Whatever is not in the table is refused. */
public final class StateMachine {
    private static final Map<JobState, Map<Step, JobState>> TABLE = table();

    private StateMachine() {}

    private static Map<JobState, Map<Step, JobState>> table() {
        Map<JobState, Map<Step, JobState>> table = new EnumMap<>(JobState.class);
        for (JobState state : JobState.values()) {
            table.put(state, new EnumMap<>(Step.class));
        }
        row(table, PENDING, Step.ADMIT, QUEUED);
        row(table, PENDING, Step.REFUSE, FAILED);
        row(table, QUEUED, Step.CLAIM, ASSIGNED);
        row(table, QUEUED, Step.REPLAY, COMPLETED);
        row(table, QUEUED, Step.CANCEL, CANCELLED);
        row(table, QUEUED, Step.EXPIRE, FAILED);
        row(table, QUEUED, Step.GIVE_UP, FAILED);
        row(table, ASSIGNED, Step.START, RUNNING);
        row(table, ASSIGNED, Step.FAIL, FAILED);
        row(table, RUNNING, Step.COMPLETE, COMPLETED);
        row(table, RUNNING, Step.FAIL, FAILED);
        row(table, RUNNING, Step.TIME_OUT, TIMEOUT);
        for (JobState claimed : new JobState[] {ASSIGNED, RUNNING}) {
            row(table, claimed, Step.CANCEL, CANCELLED);
            row(table, claimed, Step.RETRY, QUEUED);
            row(table, claimed, Step.RELEASE, QUEUED);
            row(table, claimed, Step.PARK, QUEUED);
            row(table, claimed, Step.LOSE_LEASE, QUEUED);
            row(table, claimed, Step.POISON, FAILED);
        }
        table.replaceAll((state, row) -> Collections.unmodifiableMap(row));
        return Collections.unmodifiableMap(table);
    }

    private static void row(Map<JobState, Map<Step, JobState>> table, JobState from, Step step, JobState to) {
        table.computeIfAbsent(from, unused -> new EnumMap<>(Step.class)).put(step, to);
    }

    /** The whole table: for each state the possible steps and where they lead. */
    public static Map<JobState, Map<Step, JobState>> transitions() {
        return TABLE;
    }

    /** Where {@code step} leads from {@code state}, empty when it is illegal there. */
    public static Optional<JobState> target(JobState state, Step step) {
        Map<Step, JobState> row = TABLE.get(state);
        return row == null ? Optional.empty() : Optional.ofNullable(row.get(step));
    }

    /**
     * Where {@code step} leads from {@code state}.
     *
     * @throws IllegalTransitionException when it is illegal there
     */
    public static JobState next(JobState state, Step step) {
        return target(state, step).orElseThrow(() -> new IllegalTransitionException(state, step));
    }
}
