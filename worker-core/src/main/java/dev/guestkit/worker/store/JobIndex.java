package dev.guestkit.worker.store;

import dev.guestkit.worker.spi.JobPage;
import dev.guestkit.worker.spi.JobQuery;
import dev.guestkit.worker.spi.JobState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Finds jobs by state, operation, labels, namespace, time and the beginning of their id, page by page, among a million and
 * more: facts lie in columns, texts are kept once. Jobs are in the order of their submission, then of their id; a cursor names
 * a place in that order, so that pages stay as they are while jobs arrive. Thread-safe.
 */
public final class JobIndex {
    private static final int FEW = 10_000;

    private final ReentrantLock lock = new ReentrantLock();
    private IndexRows rows;
    private SortedRows byTime;
    private SortedRows byId;
    private int dead;

    /** Makes an empty one. */
    public JobIndex() {
        rows = new IndexRows();
        byTime = byTime(rows);
        byId = byId(rows);
    }

    private static SortedRows byTime(IndexRows rows) {
        return new SortedRows(rows::inOrder);
    }

    private static SortedRows byId(IndexRows rows) {
        return new SortedRows(rows.ids::compare);
    }

    /** How many jobs are known. */
    public int size() {
        lock.lock();
        try {
            return byTime.size() - dead;
        } finally {
            lock.unlock();
        }
    }

    /** How many jobs are in each state, in constant time. */
    public Map<JobState, Long> counts() {
        lock.lock();
        try {
            return rows.counts();
        } finally {
            lock.unlock();
        }
    }

    /** Whether this job is known to have ended. */
    public boolean isEnded(String jobId) {
        lock.lock();
        try {
            int row = rows.row(jobId);
            return rows.ids.isKnown(row) && rows.isEnded(row);
        } finally {
            lock.unlock();
        }
    }

    /** The jobs that are known now, to be crossed out as they are found in the store. */
    public Census census() {
        lock.lock();
        try {
            return new Census(lock, rows);
        } finally {
            lock.unlock();
        }
    }

    /** Sorts what came since the last page, so that the next one need not. */
    public void settle() {
        lock.lock();
        try {
            byTime.sort();
            byId.sort();
        } finally {
            lock.unlock();
        }
    }

    /** Makes a job known, or what is otherwise about it than before. */
    public void put(JobFacts facts) {
        lock.lock();
        try {
            putRow(facts);
        } finally {
            lock.unlock();
        }
    }

    private void putRow(JobFacts facts) {
        int row = rows.row(facts.jobId());
        if (!rows.ids.isKnown(row)) {
            row = rows.add(facts.jobId());
            rows.setNew(row, facts);
            byTime.add(row);
            byId.add(row);
            return;
        }
        long before = rows.submitted(row);
        dead -= rows.isLive(row) ? 0 : 1;
        rows.set(row, facts);
        if (before != rows.submitted(row)) {
            byTime.disturb();
        }
    }

    /** Forgets a job. */
    public void remove(String jobId) {
        lock.lock();
        try {
            int row = rows.row(jobId);
            if (rows.ids.isKnown(row) && rows.isLive(row)) {
                rows.bury(row);
                dead++;
                compactWhenMostlyDead();
            }
        } finally {
            lock.unlock();
        }
    }

    private void compactWhenMostlyDead() {
        if (dead < FEW || dead < byTime.size() / 2) {
            return;
        }
        byTime.sort();
        IndexRows old = rows;
        SortedRows order = byTime;
        rows = new IndexRows();
        byTime = byTime(rows);
        byId = byId(rows);
        dead = 0;
        for (int i = 0; i < order.size(); i++) {
            if (old.isLive(order.at(i))) {
                putRow(old.facts(order.at(i)));
            }
        }
    }

    /**
     * A page.
     *
     * @throws IllegalArgumentException when the cursor did not come from here
     */
    public JobPage page(JobQuery query) {
        lock.lock();
        try {
            byTime.sort();
            IndexFilter filter = new IndexFilter(rows, query);
            query.idPrefix().filter(text -> !text.isEmpty()).ifPresent(prefix -> filter.onlyThese(withPrefix(prefix)));
            return page(query, filter, filter.isNarrow(byTime.size()) ? inOrder(filter.only()) : byTime);
        } finally {
            lock.unlock();
        }
    }

    private SortedRows inOrder(BitSet some) {
        SortedRows order = byTime(rows);
        some.stream().forEach(order::add);
        order.sort();
        return order;
    }

    private JobPage page(JobQuery query, IndexFilter filter, SortedRows order) {
        int low = query.since().map(time -> firstFrom(order, time)).orElse(0);
        int high = query.until().map(time -> firstFrom(order, time)).orElse(order.size());
        boolean back = query.newestFirst();
        int from = back ? high - 1 : low;
        int start =
                query.cursor().map(cursor -> startAfter(order, cursor, back)).orElse(from);
        PageBuilder page = new PageBuilder(query.limit());
        for (int at = from; at >= low && at < high; at += back ? -1 : 1) {
            int row = order.at(at);
            if (filter.test(row)) {
                page.add(row, back ? at <= start : at >= start);
            }
        }
        return page.finish(rows);
    }

    private int firstFrom(SortedRows order, Instant time) {
        long nanos = ClaimOrder.nanos(time);
        return order.lowerBound(row -> rows.submitted(row) < nanos);
    }

    private BitSet withPrefix(String prefix) {
        byId.sort();
        byte[] start = prefix.getBytes(StandardCharsets.UTF_8);
        int low = byId.lowerBound(row -> rows.ids.compareStart(row, start) < 0);
        int high = byId.lowerBound(row -> rows.ids.compareStart(row, start) <= 0);
        BitSet found = new BitSet(byId.size());
        for (int at = low; at < high; at++) {
            found.set(byId.at(at));
        }
        return found;
    }

    private int startAfter(SortedRows order, String cursor, boolean newestFirst) {
        PageCursor place = PageCursor.parse(cursor);
        long time = place.submitted();
        byte[] id = place.jobId().getBytes(StandardCharsets.UTF_8);
        if (newestFirst) {
            return order.lowerBound(row -> compare(row, time, id) < 0) - 1;
        }
        return order.lowerBound(row -> compare(row, time, id) <= 0);
    }

    private int compare(int row, long time, byte[] id) {
        int byTimeOnly = Long.compare(rows.submitted(row), time);
        return byTimeOnly != 0 ? byTimeOnly : rows.ids.compare(row, id);
    }
}
