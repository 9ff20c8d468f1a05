package dev.guestkit.worker.store;

import dev.guestkit.worker.spi.JobPage;
import dev.guestkit.worker.spi.JobSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gathers one page out of all rows that match. Not thread-safe. */
final class PageBuilder {
    private final int limit;
    private final List<Integer> found = new ArrayList<>();
    private long total;
    private boolean more;

    PageBuilder(int limit) {
        this.limit = limit;
    }

    /** Counts a row, and takes it when it lies {@code beyond} the cursor and there is room. */
    void add(int row, boolean beyond) {
        total++;
        if (beyond && found.size() < limit) {
            found.add(row);
        } else {
            more |= beyond;
        }
    }

    JobPage finish(IndexRows rows) {
        List<JobSummary> page = found.stream().map(rows::summary).toList();
        if (!more) {
            return new JobPage(page, total, Optional.empty());
        }
        int last = found.get(found.size() - 1);
        PageCursor cursor = new PageCursor(rows.submitted(last), rows.ids.text(last));
        return new JobPage(page, total, Optional.of(cursor.text()));
    }
}
