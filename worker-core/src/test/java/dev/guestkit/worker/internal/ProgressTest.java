package dev.guestkit.worker.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.JobCodec;
import dev.guestkit.job.JobValidator;
import dev.guestkit.job.ProgressEvent;
import dev.guestkit.worker.spi.JobEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
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

    private record Said(int phase, double percent, int millis, boolean newStart) {}

    @Provide
    Arbitrary<List<Said>> talks() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.doubles().between(0, 100),
                        Arbitraries.of(0, 1, 20, 120, 249, 251, 400, 900),
                        Arbitraries.of(false, false, false, false, true))
                .as(Said::new)
                .list()
                .ofMaxSize(60);
    }

    /** New starts come after a park, which counts as no attempt, or after a failure, which does. */
    @Property(tries = 100)
    void whateverAHandlerSaysTheValidatorTakesTheSeries(@ForAll("talks") List<Said> talk, @ForAll boolean parks) {
        List<ProgressEvent> series = new ArrayList<>();
        Progress now = new Progress("job-12345678", 1, Optional.empty());
        int attempt = 1;
        long milli = 0;
        for (Said said : talk) {
            milli += said.millis();
            if (said.newStart()) {
                add(series, now.rest());
                attempt += parks ? 0 : 1;
                now = new Progress("job-12345678", attempt, Optional.empty());
                if (!series.isEmpty()) {
                    now.after(series.get(series.size() - 1), Instant.ofEpochMilli(milli), milli * MILLI);
                }
            }
            String phase = "phase-" + said.phase();
            add(series, now.report(phase, said.percent(), "", Instant.ofEpochMilli(milli), milli * MILLI));
        }
        add(series, now.rest());
        String lines = series.stream()
                .map(event -> new String(JobCodec.standard().write(event), StandardCharsets.UTF_8))
                .collect(Collectors.joining("\n"));
        assertThat(JobValidator.standard()
                        .checkSeries(lines.getBytes(StandardCharsets.UTF_8))
                        .problems())
                .isEmpty();
    }

    private static void add(List<ProgressEvent> series, List<JobEvent> events) {
        for (JobEvent event : events) {
            ProgressEvent said = ((JobEvent.Progress) event).event();
            series.add(new ProgressEvent(
                    said.jobId(),
                    said.timestamp(),
                    series.size(),
                    said.phase(),
                    said.attempt(),
                    said.progressPercent(),
                    said.message(),
                    said.details(),
                    said.observability(),
                    said.unknown()));
        }
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
