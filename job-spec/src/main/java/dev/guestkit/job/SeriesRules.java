package dev.guestkit.job;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What holds between the progress events of a job, one after the other (section 4). Not thread-safe. */
final class SeriesRules {
    private static final int MOST_PER_SECOND = 4;

    private final Map<String, Last> jobs = new HashMap<>();

    /** What is remembered of a job's events so far. */
    private static final class Last {
        long sequence = -1;
        Optional<String> phase = Optional.empty();
        int attempt = 1;
        double percent;
        final Deque<Instant> recent = new ArrayDeque<>();
    }

    /** Judges the next event; pointers begin with {@code prefix}. */
    void next(ProgressEvent event, String prefix, Problems problems) {
        Last last = jobs.computeIfAbsent(event.jobId(), id -> new Last());
        if (event.sequence() != last.sequence + 1) {
            problems.error(
                    prefix + "/sequence",
                    ProblemCodes.CONFLICTING_VALUES,
                    "sequence must be " + (last.sequence + 1) + ", is " + event.sequence());
        }
        progress(event, last, prefix, problems);
        rate(event, last, prefix, problems);
        last.sequence = event.sequence();
        last.phase = Optional.of(event.phase());
    }

    private static void progress(ProgressEvent event, Last last, String prefix, Problems problems) {
        int attempt = event.attempt().orElse(last.attempt);
        if (attempt != last.attempt) {
            last.percent = 0;
            last.attempt = attempt;
        }
        event.progressPercent().ifPresent(percent -> {
            if (percent < last.percent) {
                problems.error(
                        prefix + "/progress_percent",
                        ProblemCodes.CONFLICTING_VALUES,
                        "progress_percent falls from " + last.percent + " to " + percent + " without a new attempt");
            }
            last.percent = percent;
        });
    }

    /** At most four in any second; one that brings a new phase may always come and is not counted. */
    private static void rate(ProgressEvent event, Last last, String prefix, Problems problems) {
        if (!last.phase.equals(Optional.of(event.phase()))) {
            return;
        }
        Instant oldest = event.timestamp().minus(Duration.ofSeconds(1));
        last.recent.removeIf(time -> !time.isAfter(oldest));
        last.recent.add(event.timestamp());
        if (last.recent.size() > MOST_PER_SECOND) {
            problems.error(
                    prefix + "/timestamp",
                    ProblemCodes.CONFLICTING_VALUES,
                    "more than " + MOST_PER_SECOND + " events within a second without a new phase");
        }
    }
}
