package dev.guestkit.worker.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.WorkerCapabilities;
import dev.guestkit.worker.MemoryTransport;
import dev.guestkit.worker.spi.Claim;
import dev.guestkit.worker.spi.Finish;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.SubmitOutcome;
import dev.guestkit.worker.spi.WorkerOffer;
import dev.guestkit.worker.spi.WriteOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MemoryTransportTest {
    private final MemoryTransport transport = MemoryTransport.create();

    static WorkerOffer offer() {
        return new WorkerOffer(
                new WorkerCapabilities(
                        "w-1",
                        "1.0.0",
                        "here",
                        Instant.EPOCH,
                        new WorkerCapabilities.Abilities(List.of("system.echo"), List.of(), List.of()),
                        new WorkerCapabilities.Resources(4, Optional.empty(), Optional.empty(), 1, 1),
                        new WorkerCapabilities.Configuration(false, Optional.empty(), Map.of()),
                        new WorkerCapabilities.Status("ready", 0, Instant.EPOCH),
                        Map.of()),
                Set.of("system.echo.v1"),
                4,
                Map.of());
    }

    @Test
    void aReleasedJobIsClaimedAgainUnspent() {
        JobDocument job = JobBuilder.echo("hello").build();
        assertThat(transport.client().submit(job).kind()).isEqualTo(SubmitOutcome.Kind.CREATED);
        Claim claim = transport.source().claim(offer(), 1, Duration.ZERO).get(0);
        assertThat(transport.source().start(claim.token(), true)).isEqualTo(WriteOutcome.OK);
        assertThat(transport.source().release(claim.token(), "closing")).isEqualTo(WriteOutcome.OK);
        assertThat(transport.source().release(claim.token(), "closing")).isEqualTo(WriteOutcome.ALREADY);
        Claim second = transport.source().claim(offer(), 1, Duration.ZERO).get(0);
        assertThat(second.record().attempt()).isZero();
        assertThat(second.token().epoch()).isEqualTo(2);
        assertThat(transport
                        .source()
                        .finish(claim.token(), new Finish.Park(Optional.empty(), List.of("job-other"), false)))
                .isEqualTo(WriteOutcome.FENCED);
        assertThat(transport.client().find(job.jobId()).orElseThrow().state()).isEqualTo(JobState.ASSIGNED);
    }
}
