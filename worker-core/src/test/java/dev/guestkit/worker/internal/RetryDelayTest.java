package dev.guestkit.worker.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RetryDelayTest {
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    @Property
    void theDelayLiesBetweenNothingAndTheDoubledFirstOne(
            @ForAll @IntRange(min = 1, max = 1_000_000) int failures, @ForAll long seed) {
        Duration delay = new RetryDelay(FIRST, LONGEST, new Random(seed)).after(failures);
        Duration ceiling = failures > 7 ? LONGEST : FIRST.multipliedBy(1L << (failures - 1));
        assertThat(delay).isBetween(Duration.ZERO, ceiling);
    }

    @Test
    void theJitterUsesTheWholeRange() {
        RetryDelay delay = new RetryDelay(FIRST, LONGEST, new Random(7));
        List<Double> parts = IntStream.range(0, 2000)
                .mapToObj(i -> delay.after(3).toNanos() / 20e9)
                .toList();
        assertThat(parts).anyMatch(p -> p < 0.05).anyMatch(p -> p > 0.95);
    }
}
