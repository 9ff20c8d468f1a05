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
    private Optional<BitSet> these = Optional.empty();

    IndexFilter(IndexRows rows, JobQuery query) {
        this.rows = rows;
        this.states = bits(query);
        this.anyOperation = query.operations().isEmpty();
        this.anyNamespace = query.namespace().isEmpty();
        this.namespace = anyNamespace
                ? IndexRows.ABSENT
                : rows.texts.find(query.namespace().orElse(""));
        for (String operation : query.operations()) {
            int number = rows.texts.find(operation);
            if (rows.texts.isKnown(number)) {
                operations.set(number);
            }
        }
        for (Map.Entry<String, String> label : query.labels().entrySet()) {
            onlyThese(rows.labelSets.rows(label.getKey(), label.getValue()));
        }
        if (!anyNamespace && !rows.texts.isKnown(namespace)) {
            onlyThese(new BitSet());
        }
    }

    private static int bits(JobQuery query) {
        int bits = 0;
        for (JobState state : JobState.values()) {
            bits |= query.states().isEmpty() || query.states().contains(state) ? IndexRows.bit(state) : 0;
        }
        return bits;
    }

    /** Lets only those pass that are among these rows as well. */
    void onlyThese(BitSet some) {
        if (these.isPresent()) {
            some.and(these.get());
        }
        these = Optional.of(some);
    }

    /** Whether so few of this many rows can pass that it is quicker to look at those alone. */
    boolean isNarrow(int size) {
        return these.isPresent() && these.get().cardinality() < size / 8;
    }

    /** The rows beside which none can pass. */
    BitSet only() {
        return these.orElseThrow();
    }

    boolean test(int row) {
        return rows.isIn(row, states)
                && (these.isEmpty() || these.get().get(row))
                && (anyOperation || operations.get(rows.operation(row)))
                && (anyNamespace || rows.namespace(row) == namespace);
    }
}
