package dev.guestkit.worker.store;

import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.JobSummary;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The facts of many jobs in columns, a row each, about 100 bytes with a usual id. Not thread-safe. */
final class IndexRows {
    static final int ABSENT = -1;
    private static final byte GONE = -1;
    private static final long NEVER = Long.MIN_VALUE;
    private static final List<JobState> STATES = List.of(JobState.values());
    private static final Map<JobState, Byte> CODES = codes();

    /** Row numbers are the ids' numbers here. */
    final BytePool ids = new BytePool();

    final BytePool texts = new BytePool();
    final LabelSets labelSets = new LabelSets(texts);
    private long[] submitted = new long[16];
    private long[] started = new long[16];
    private long[] ended = new long[16];
    private int[] operation = new int[16];
    private int[] namespace = new int[16];
    private int[] labels = new int[16];
    private int[] worker = new int[16];
    private int[] error = new int[16];
    private byte[] state = new byte[16];
    private final long[] counts = new long[STATES.size()];

    private static Map<JobState, Byte> codes() {
        Map<JobState, Byte> codes = new EnumMap<>(JobState.class);
        for (JobState state : STATES) {
            codes.put(state, (byte) STATES.indexOf(state));
        }
        return codes;
    }

    static int bit(JobState state) {
        return 1 << CODES.getOrDefault(state, GONE);
    }

    int row(String jobId) {
        return ids.find(jobId);
    }

    boolean isLive(int row) {
        return state[row] != GONE;
    }

    void bury(int row) {
        uncount(row);
        state[row] = GONE;
    }

    /** A row for this id, gone until it is set. */
    int add(String jobId) {
        int row = ids.intern(jobId);
        if (row == submitted.length) {
            grow(row + (row >> 1));
        }
        state[row] = GONE;
        return row;
    }

    private void grow(int length) {
        submitted = Arrays.copyOf(submitted, length);
        started = Arrays.copyOf(started, length);
        ended = Arrays.copyOf(ended, length);
        operation = Arrays.copyOf(operation, length);
        namespace = Arrays.copyOf(namespace, length);
        labels = Arrays.copyOf(labels, length);
        worker = Arrays.copyOf(worker, length);
        error = Arrays.copyOf(error, length);
        state = Arrays.copyOf(state, length);
    }

    /** Sets a row that {@link #add} has made. */
    void setNew(int row, JobFacts facts) {
        set(row, facts);
        labelSets.chain(row, labels[row]);
    }

    /** Sets a row again; its labels are those of the document, which never changes. */
    void set(int row, JobFacts facts) {
        submitted[row] = ClaimOrder.nanos(facts.submittedAt());
        started[row] = nanos(facts.startedAt());
        ended[row] = nanos(facts.endedAt());
        operation[row] = texts.intern(facts.operation());
        namespace[row] = text(facts.namespace());
        labels[row] = labelSets.intern(facts.labels());
        worker[row] = text(facts.workerId());
        error[row] = text(facts.errorCode());
        uncount(row);
        state[row] = CODES.getOrDefault(facts.state(), GONE);
        counts[state[row]]++;
    }

    private void uncount(int row) {
        if (isLive(row)) {
            counts[state[row]]--;
        }
    }

    Map<JobState, Long> counts() {
        Map<JobState, Long> map = new EnumMap<>(JobState.class);
        STATES.forEach(one -> map.put(one, counts[STATES.indexOf(one)]));
        return map;
    }

    boolean isEnded(int row) {
        return isLive(row) && STATES.get(state[row]).isTerminal();
    }

    private int text(Optional<String> text) {
        return text.isEmpty() ? ABSENT : texts.intern(text.get());
    }

    private static long nanos(Optional<Instant> time) {
        return time.isEmpty() ? NEVER : ClaimOrder.nanos(time.get());
    }

    long submitted(int row) {
        return submitted[row];
    }

    boolean isIn(int row, int stateBits) {
        return state[row] != GONE && (stateBits & (1 << state[row])) != 0;
    }

    int operation(int row) {
        return operation[row];
    }

    int namespace(int row) {
        return namespace[row];
    }

    int inOrder(int one, int other) {
        int byTime = Long.compare(submitted[one], submitted[other]);
        return byTime != 0 ? byTime : ids.compare(one, other);
    }

    JobSummary summary(int row) {
        return new JobSummary(
                ids.text(row),
                texts.text(operation[row]),
                STATES.get(state[row]),
                Instant.EPOCH.plusNanos(submitted[row]),
                time(started[row]),
                time(ended[row]),
                text(worker[row]),
                text(error[row]));
    }

    /** The facts of a row, to move it elsewhere. */
    JobFacts facts(int row) {
        JobSummary summary = summary(row);
        return new JobFacts(
                summary.jobId(),
                summary.operation(),
                summary.state(),
                text(namespace[row]),
                labelSets.labels(labels[row]),
                summary.submittedAt(),
                summary.startedAt(),
                summary.endedAt(),
                summary.workerId(),
                summary.errorCode());
    }

    private Optional<String> text(int number) {
        return number == ABSENT ? Optional.empty() : Optional.of(texts.text(number));
    }

    private static Optional<Instant> time(long nanos) {
        return nanos == NEVER ? Optional.empty() : Optional.of(Instant.EPOCH.plusNanos(nanos));
    }
}
