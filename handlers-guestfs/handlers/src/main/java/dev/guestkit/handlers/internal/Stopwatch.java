package dev.guestkit.handlers.internal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.worker.spi.TimeSource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Measures steps one after another by the monotonic clock. Used by one thread. */
final class Stopwatch {
    private final TimeSource time;
    private final long start;
    private final Map<String, Long> steps = new LinkedHashMap<>();
    private long last;

    Stopwatch(TimeSource time) {
        this.time = time;
        this.start = time.nanoTime();
        this.last = start;
    }

    /** Ends the step that runs, under this name, and begins the next. */
    void lap(String step) {
        long now = time.nanoTime();
        steps.merge(step, now - last, Long::sum);
        last = now;
    }

    /** Every step as {@code STEP_ms}, and {@code total_ms}. */
    ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        steps.forEach(
                (step, nanos) -> node.put(step + "_ms", Duration.ofNanos(nanos).toMillis()));
        return node.put("total_ms", Duration.ofNanos(time.nanoTime() - start).toMillis());
    }
}
