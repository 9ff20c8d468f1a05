package dev.guestkit.worker.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.worker.spi.JobEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final long MILLI = 1_000_000;

    private final Progress progress = new Progress("job-12345678", 2, Optional.empty());
    private final List<String> sent = new ArrayList<>();

    private void report(String phase, double percent, long milli) {
        keep(progress.report(phase, percent, phase + percent, Instant.EPOCH, milli * MILLI));
    }

    private void keep(List<JobEvent> events) {
        events.forEach(e -> sent.add(((JobEvent.Progress) e).event().message()));
    }

    @Test
    void atMostFourASecondGoOut() {
        for (int i = 0; i < 1000; i++) {
            report("scan", i / 10.0, i);
        }
        assertThat(sent).hasSize(4);
    }

    @Test
    void aNewPhaseGoesOutAtOnceWithTheLastWordOfTheOldOne() {
        report("attach", 0, 0);
        report("attach", 5, 1);
        report("attach", 9, 2);
        report("scan", 10, 3);
        assertThat(sent).containsExactly("attach0.0", "attach9.0", "scan10.0");
    }

    @Test
    void whatWasHeldBackGoesOutAtTheEnd() {
        report("scan", 1, 0);
        report("scan", 99, 1);
        keep(progress.rest());
        keep(progress.rest());
        assertThat(sent).containsExactly("scan1.0", "scan99.0");
    }

    @Test
    void percentNeverFallsAndStaysInRange() {
        List<Double> percents = new ArrayList<>();
        int tick = 0;
        for (double p : new double[] {-5, 50, 20, Double.NaN, 200}) {
            progress.report("p" + tick, p, "", Instant.EPOCH, tick++)
                    .forEach(e -> percents.add(
                            ((JobEvent.Progress) e).event().progressPercent().orElseThrow()));
        }
        assertThat(percents).containsExactly(0.0, 50.0, 50.0, 50.0, 100.0);
    }
}
