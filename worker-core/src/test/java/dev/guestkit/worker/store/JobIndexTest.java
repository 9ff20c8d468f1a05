package dev.guestkit.worker.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestkit.worker.spi.JobPage;
import dev.guestkit.worker.spi.JobQuery;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.JobSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class JobIndexTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static JobFacts facts(Random random, String id) {
        Instant submitted = START.plusSeconds(id.hashCode() % 7);
        JobState state = JobState.values()[random.nextInt(JobState.values().length)];
        Map<String, String> labels = switch (id.hashCode() & 3) {
            case 0 -> Map.of();
            case 1 -> Map.of("color", "red");
            case 2 -> Map.of("color", "red", "size", "big");
            default -> Map.of("color", "blue", "grün", "ja");
        };
        return new JobFacts(
                id,
                (id.hashCode() & 4) == 0 ? "a.b" : "c.d",
                state,
                (id.hashCode() & 8) == 0 ? Optional.empty() : Optional.of("ns"),
                labels,
                submitted,
                Optional.empty(),
                state.isTerminal() ? Optional.of(submitted.plusSeconds(5)) : Optional.empty(),
                random.nextBoolean() ? Optional.of("w") : Optional.empty(),
                Optional.empty());
    }

    private static JobQuery query(Random random, Optional<String> cursor, boolean newestFirst, int limit) {
        return new JobQuery(
                random.nextBoolean() ? Set.of() : Set.of(JobState.FAILED, JobState.QUEUED),
                random.nextBoolean() ? Set.of() : Set.of("a.b", "never.seen"),
                random.nextInt(3) > 0 ? Map.of() : Map.of("color", random.nextBoolean() ? "red" : "pink"),
                random.nextInt(4) > 0 ? Optional.empty() : Optional.of("ns"),
                random.nextInt(4) > 0 ? Optional.empty() : Optional.of(START.minusSeconds(2)),
                random.nextInt(4) > 0 ? Optional.empty() : Optional.of(START.plusSeconds(3)),
                random.nextInt(3) > 0 ? Optional.empty() : Optional.of("job-" + random.nextInt(3)),
                newestFirst,
                limit,
                cursor);
    }

    private static boolean matches(JobQuery query, JobFacts job) {
        return (query.states().isEmpty() || query.states().contains(job.state()))
                && (query.operations().isEmpty() || query.operations().contains(job.operation()))
                && job.labels().entrySet().containsAll(query.labels().entrySet())
                && (query.namespace().isEmpty() || query.namespace().equals(job.namespace()))
                && query.since().filter(job.submittedAt()::isBefore).isEmpty()
                && query.until()
                        .filter(time -> !job.submittedAt().isBefore(time))
                        .isEmpty()
                && query.idPrefix()
                        .filter(prefix -> !job.jobId().startsWith(prefix))
                        .isEmpty();
    }

    @Property(tries = 60)
    void everyPageIsWhatALinearSearchFinds(@ForAll long seed) {
        Random random = new Random(seed);
        JobIndex index = new JobIndex();
        Map<String, JobFacts> model = new TreeMap<>();
        for (int i = 0; i < 400; i++) {
            String id = "job-" + random.nextInt(250);
            if (random.nextInt(5) == 0) {
                index.remove(id);
                model.remove(id);
            } else {
                JobFacts facts = facts(random, id);
                index.put(facts);
                model.put(id, facts);
            }
        }
        assertThat(index.size()).isEqualTo(model.size());
        for (int i = 0; i < 10; i++) {
            checkAllPages(index, model, random);
        }
    }

    private static void checkAllPages(JobIndex index, Map<String, JobFacts> model, Random random) {
        boolean newestFirst = random.nextBoolean();
        long asked = random.nextLong();
        JobQuery first = query(new Random(asked), Optional.empty(), newestFirst, 17);
        List<String> wanted = new ArrayList<>(model.values().stream()
                .filter(job -> matches(first, job))
                .sorted(Comparator.comparing(JobFacts::submittedAt).thenComparing(JobFacts::jobId))
                .map(JobFacts::jobId)
                .toList());
        if (newestFirst) {
            Collections.reverse(wanted);
        }
        List<String> found = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            JobPage page = index.page(query(new Random(asked), cursor, newestFirst, 17));
            assertThat(page.total()).isEqualTo(wanted.size());
            page.jobs().stream().map(JobSummary::jobId).forEach(found::add);
            cursor = page.nextCursor();
        } while (cursor.isPresent());
        assertThat(found).isEqualTo(wanted);
    }

    @Test
    void aHundredThousandRemovalsLeaveNothingBehind() {
        JobIndex index = new JobIndex();
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            index.put(facts(random, "job-" + i));
            if (i >= 100) {
                index.remove("job-" + (i - 100));
            }
        }
        assertThat(index.size()).isEqualTo(100);
        assertThat(index.page(JobQuery.all()).total()).isEqualTo(100);
    }

    @Test
    void aForeignCursorIsRefused() {
        JobIndex index = new JobIndex();
        index.put(facts(new Random(1), "job-1"));
        for (String cursor : List.of("", "%%%", "AAAA", "bm90IGE")) {
            JobQuery query = query(new Random(1), Optional.of(cursor), true, 10);
            assertThatThrownBy(() -> index.page(query))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("cursor");
        }
    }
}
