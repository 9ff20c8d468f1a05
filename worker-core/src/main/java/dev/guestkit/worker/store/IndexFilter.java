package dev.guestkit.worker.store;

import dev.guestkit.worker.spi.JobQuery;
import dev.guestkit.worker.spi.JobState;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;

/** A query turned into numbers, for one pass over the rows. Not thread-safe. */
final class IndexFilter {
    private final IndexRows rows;
    private final int states;
    private final BitSet operations = new BitSet();
    private final boolean anyOperation;
    private final boolean anyNamespace;
    private final int namespace;
    private final int[] labels;
    /** For each set of labels: 0 not looked at yet, 1 has all that are wanted, 2 has not. */
    private final byte[] labelVerdicts;

    private Optional<BitSet> these = Optional.empty();
    private boolean impossible;

    IndexFilter(IndexRows rows, JobQuery query) {
        this.rows = rows;
        this.states = bits(query);
        this.anyOperation = query.operations().isEmpty();
        this.anyNamespace = query.namespace().isEmpty();
        this.namespace = anyNamespace
                ? IndexRows.ABSENT
                : known(rows.texts.find(query.namespace().orElse("")));
        for (String operation : query.operations()) {
            int number = rows.texts.find(operation);
            if (rows.texts.isKnown(number)) {
                operations.set(number);
            }
        }
        this.labels = new int[query.labels().size()];
        int next = 0;
        for (Map.Entry<String, String> label : query.labels().entrySet()) {
            labels[next++] = known(rows.labelSets.find(label.getKey(), label.getValue()));
        }
        this.labelVerdicts = new byte[labels.length == 0 ? 0 : rows.labelSets.size()];
    }

    private static int bits(JobQuery query) {
        int bits = 0;
        for (JobState state : JobState.values()) {
            bits |= query.states().isEmpty() || query.states().contains(state) ? IndexRows.bit(state) : 0;
        }
        return bits;
    }

    private int known(int number) {
        impossible |= !rows.texts.isKnown(number);
        return number;
    }

    /** Whether no job can match. */
    boolean isImpossible() {
        return impossible;
    }

    /** Lets only these rows pass. */
    void onlyThese(BitSet some) {
        these = Optional.of(some);
    }

    boolean test(int row) {
        return rows.isIn(row, states)
                && (these.isEmpty() || these.get().get(row))
                && (anyOperation || operations.get(rows.operation(row)))
                && (anyNamespace || rows.namespace(row) == namespace)
                && (labels.length == 0 || hasLabels(rows.labels(row)));
    }

    private boolean hasLabels(int set) {
        if (labelVerdicts[set] == 0) {
            labelVerdicts[set] = (byte) (rows.labelSets.hasAll(set, labels) ? 1 : 2);
        }
        return labelVerdicts[set] == 1;
    }
}
