package dev.guestkit.worker.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestkit.job.ErrorCode;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobStatus;
import dev.guestkit.job.Json;
import dev.guestkit.worker.JobReplay;
import dev.guestkit.worker.spi.HandlerException;
import dev.guestkit.worker.spi.JobQuery;
import dev.guestkit.worker.spi.JobRecord;
import dev.guestkit.worker.spi.SubmitOutcome;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobReplayTest {
    private final WorkerFixture fixture = new WorkerFixture();
    private final AtomicBoolean broken = new AtomicBoolean(true);
    private final JobReplay replay = JobReplay.of(fixture.store.client(), fixture.time);

    @BeforeEach
    void worker() {
        fixture.start(ScriptedHandler.of("acme.work", context -> {
            if (broken.get()) {
                throw new HandlerException(ErrorCode.IMAGE_NOT_FOUND, "planted");
            }
            return context.done(Json.NULL);
        }));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aFailedJobRunsAgainUnderANewIdAndTheFirstOneStays() {
        String first = fixture.submit(
                "acme.work",
                b -> b.idempotencyKey("key")
                        .submittedBy("alice")
                        .label("a", "b")
                        .priority(9));
        fixture.result(first);
        assertThat(replay.failed(10)).extracting(JobRecord::jobId).containsExactly(first);
        broken.set(false);
        String again = replay.replay(first).orElseThrow().jobId();
        assertThat(fixture.result(again).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(fixture.result(first).status()).isEqualTo(JobStatus.FAILED);
        JobDocument document = fixture.record(again).document();
        assertThat(document.metadata().orElseThrow().annotations().orElseThrow())
                .containsEntry(JobReplay.ANNOTATION, first);
        assertThat(document.metadata().orElseThrow().labels().orElseThrow()).containsEntry("a", "b");
        assertThat(document.execution().orElseThrow().idempotencyKey()).isEmpty();
        assertThat(document.execution().orElseThrow().priority()).contains(9);
        assertThat(document.audit()).isEmpty();
        assertThat(document.payload())
                .isEqualTo(fixture.record(first).document().payload());
    }

    @Test
    void everyFailedJobIsReplayedOnceAndCompletedOnesAreLeft() {
        for (int i = 0; i < 7; i++) {
            fixture.result(fixture.submit("acme.work"));
        }
        broken.set(false);
        fixture.result(fixture.submit("acme.work"));
        fixture.time.advance(Duration.ofSeconds(1));
        broken.set(true); // the replayed ones fail again and must not be found by the same sweep
        Map<String, SubmitOutcome> outcomes = replay.replayAll(JobQuery.all());
        assertThat(outcomes).hasSize(7);
        assertThat(outcomes.values()).allMatch(SubmitOutcome::isAccepted);
    }

    @Test
    void aJobThatCompletedIsNotReplayed() {
        broken.set(false);
        String job = fixture.submit("acme.work");
        fixture.result(job);
        assertThatThrownBy(() -> replay.replay(job)).hasMessageContaining(job).hasMessageContaining("COMPLETED");
        assertThat(replay.replay("job-unknown-1")).isEmpty();
    }
}
