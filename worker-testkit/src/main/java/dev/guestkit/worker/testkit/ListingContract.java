package dev.guestkit.worker.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.JobBuilder;
import dev.guestkit.worker.spi.Claim;
import dev.guestkit.worker.spi.JobPage;
import dev.guestkit.worker.spi.JobQuery;
import dev.guestkit.worker.spi.JobQueryBuilder;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.JobSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Listings: filters, totals, and pages that stay as they are while jobs arrive. */
abstract class ListingContract extends ReadingContract {
    private static JobQuery query(
            Set<JobState> states, Set<String> operations, Map<String, String> labels, String namespace, String prefix) {
        JobQueryBuilder query = JobQuery.builder()
                .states(states)
                .operations(operations)
                .labels(labels)
                .newestFirst(false);
        Optional.of(namespace).filter(text -> !text.isEmpty()).ifPresent(query::namespace);
        Optional.of(prefix).filter(text -> !text.isEmpty()).ifPresent(query::idPrefix);
        return query.build();
    }

    private static JobQuery paged(boolean newestFirst, int limit, Optional<String> cursor) {
        JobQueryBuilder query = JobQuery.builder().newestFirst(newestFirst).limit(limit);
        cursor.ifPresent(query::cursor);
        return query.build();
    }

    private static JobQuery between(Instant since, Instant until) {
        return JobQuery.builder().since(since).until(until).newestFirst(false).build();
    }

    private List<String> ids(JobQuery query) {
        JobPage page = transport().client().list(query);
        assertThat(page.total()).isEqualTo(page.jobs().size());
        return page.jobs().stream().map(JobSummary::jobId).toList();
    }

    private void submitSome() {
        submit(job("1000").label("color", "red").label("size", "big").namespace("left"));
        clock.advance(Duration.ofSeconds(1));
        submit(job("1001").label("color", "blue").namespace("right"));
        clock.advance(Duration.ofSeconds(1));
        submit(JobBuilder.echo("x").jobId("job-2000").label("color", "red"));
        clock.advance(Duration.ofSeconds(1));
        submit(JobBuilder.echo("x").jobId("other-2001"));
    }

    @Test
    void everyFilterNarrowsTheList() {
        submitSome();
        assertThat(ids(query(Set.of(), Set.of(), Map.of(), "", "")))
                .containsExactly("job-1000", "job-1001", "job-2000", "other-2001");
        assertThat(ids(query(Set.of(), Set.of("system.echo"), Map.of(), "", "")))
                .containsExactly("job-2000", "other-2001");
        assertThat(ids(query(Set.of(), Set.of(), Map.of("color", "red"), "", "")))
                .containsExactly("job-1000", "job-2000");
        assertThat(ids(query(Set.of(), Set.of(), Map.of("color", "red", "size", "big"), "", "")))
                .containsExactly("job-1000");
        assertThat(ids(query(Set.of(), Set.of(), Map.of("colour", "red"), "", "")))
                .isEmpty();
        assertThat(ids(query(Set.of(), Set.of(), Map.of(), "right", ""))).containsExactly("job-1001");
        assertThat(ids(query(Set.of(), Set.of(), Map.of(), "", "job-1"))).containsExactly("job-1000", "job-1001");
        assertThat(ids(query(Set.of(), Set.of("test.echo"), Map.of("color", "red"), "left", "job-")))
                .containsExactly("job-1000");
    }

    @Test
    void theStateIsTheOneOfNow() {
        submitSome();
        Claim claim = startOne("w-1");
        assertThat(ids(query(Set.of(JobState.RUNNING), Set.of(), Map.of(), "", "")))
                .containsExactly("job-1000");
        finish(claim, done(claim));
        assertThat(ids(query(Set.of(JobState.RUNNING), Set.of(), Map.of(), "", "")))
                .isEmpty();
        transport().client().cancel("job-2000", "no");
        assertThat(ids(query(Set.of(JobState.COMPLETED, JobState.CANCELLED), Set.of(), Map.of(), "", "")))
                .containsExactly("job-1000", "job-2000");
        restartWhenDurable();
        JobPage page = transport().client().list(query(Set.of(JobState.CANCELLED), Set.of(), Map.of(), "", ""));
        assertThat(page.jobs()).singleElement().satisfies(row -> {
            assertThat(row.operation()).isEqualTo("system.echo");
            assertThat(row.errorCode()).contains("CANCELLED");
            assertThat(row.endedAt()).isPresent();
            assertThat(row.startedAt()).isEmpty();
        });
        JobSummary done = transport()
                .client()
                .list(query(Set.of(JobState.COMPLETED), Set.of(), Map.of(), "", ""))
                .jobs()
                .get(0);
        assertThat(done.workerId()).contains("w-1");
        assertThat(done.startedAt()).isPresent();
        assertThat(done.submittedAt()).isEqualTo(record("job-1000").submittedAt());
    }

    @Test
    void timesBoundTheSubmission() {
        Instant start = clock.instant();
        submitSome();
        assertThat(ids(between(start.plusSeconds(1), start.plusSeconds(3)))).containsExactly("job-1001", "job-2000");
    }

    @Test
    void pagesAreStableWhileJobsArrive() {
        for (boolean newestFirst : List.of(true, false)) {
            String run = newestFirst ? "new" : "old";
            for (int i = 100; i < 150; i++) {
                submit(job(run + "-" + i));
                clock.advance(Duration.ofMillis(i % 3));
            }
            List<String> before = all(newestFirst);
            List<String> seen = new ArrayList<>();
            Optional<String> cursor = Optional.empty();
            do {
                JobPage page = transport().client().list(paged(newestFirst, 7, cursor));
                page.jobs().forEach(job -> seen.add(job.jobId()));
                cursor = page.nextCursor();
                submit(job(run + "-late-" + seen.size()));
                clock.advance(Duration.ofMillis(1));
            } while (cursor.isPresent() && seen.size() < 500);
            assertThat(seen).doesNotHaveDuplicates().containsSubsequence(before);
        }
    }

    private List<String> all(boolean newestFirst) {
        return transport().client().list(paged(newestFirst, 1000, Optional.empty())).jobs().stream()
                .map(JobSummary::jobId)
                .toList();
    }

    @Test
    void theTotalCountsWhatMatches() {
        for (int i = 100; i < 120; i++) {
            submit(job("10" + i));
        }
        JobPage page = transport().client().list(paged(true, 7, Optional.empty()));
        assertThat(page.jobs()).hasSize(7);
        assertThat(page.total()).isEqualTo(20);
        assertThat(page.nextCursor()).isPresent();
    }
}
