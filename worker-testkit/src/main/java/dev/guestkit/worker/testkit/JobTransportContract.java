package dev.guestkit.worker.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.worker.spi.JobTransport;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What every transport promises, as tests: each step of a transport in each of its outcomes. An author extends this class,
 * opens the transport in {@link #open} and says whether it is durable; a new instance is made for each test.
 */
public abstract class JobTransportContract extends ListingContract {
    /** For subclasses. */
    protected JobTransportContract() {}

    private RivalWorkers rivals(JobTransport transport) {
        RivalWorkers rivals = new RivalWorkers(transport, clock, standard().lease(), 6, 120);
        rivals.run();
        return rivals;
    }

    @Test
    @DisplayName("Invariant 2: exactly one terminal result, however many workers believe they hold the job")
    void manyWorkersMakeExactlyOneResultOfEveryJob() {
        Map<String, List<String>> accepted = rivals(transport()).accepted();
        assertThat(accepted).hasSize(120).allSatisfy((id, winners) -> {
            assertThat(winners).as("results accepted for " + id).hasSizeLessThan(2);
            String recordedBy = result(id).workerId();
            assertThat(winners.isEmpty() ? List.of(recordedBy) : winners).containsExactly(recordedBy);
        });
        assertThat(accepted.values()).as("jobs that a worker ended").anyMatch(winners -> winners.size() == 1);
    }

    @Test
    @DisplayName("Invariant 2: without fencing the test of it fails")
    void withoutFencingThatTestFails() {
        assertThat(rivals(new UnfencedTransport(transport())).accepted().values())
                .as("a store without fencing must be caught, or the test proves nothing")
                .anyMatch(winners -> winners.size() > 1);
    }

    @Test
    void closingTwiceIsHarmless() {
        submit(job("1000"));
        transport().close();
        transport().close();
    }
}
