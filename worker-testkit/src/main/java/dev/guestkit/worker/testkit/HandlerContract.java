package dev.guestkit.worker.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobCodec;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobStatus;
import dev.guestkit.job.OperationVersion;
import dev.guestkit.worker.spi.HandlerSpec;
import dev.guestkit.worker.spi.JobHandler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a worker relies on of every handler, as tests: an author extends this class and says how a job of his looks. */
public abstract class HandlerContract {
    @TempDir
    Path root;

    /** For subclasses. */
    protected HandlerContract() {}

    /** The handler. */
    protected abstract JobHandler handler();

    /** A new job that it completes; images and outputs lie below {@code root}. Called several times. */
    protected abstract JobBuilder job(Path root);

    /** A new job whose payload it must refuse, if there is one. */
    protected Optional<JobBuilder> badJob(Path root) {
        return Optional.empty();
    }

    /** A new job that runs until it is stopped, or for minutes, if there is one. */
    protected Optional<JobBuilder> endlessJob(Path root) {
        return Optional.empty();
    }

    /** How long one job may take here; a minute. */
    protected Duration patience() {
        return Duration.ofMinutes(1);
    }

    @Test
    void itsDescriptionIsWellFormedAndStaysTheSame() {
        HandlerSpec spec = handler().spec();
        assertThat(new OperationVersion(spec.operation(), spec.payloadVersion()).isValid())
                .as("%s version %s", spec.operation(), spec.payloadVersion())
                .isTrue();
        assertThat(handler().spec()).isEqualTo(spec);
        assertThat(job(root).build().payload().type()).isEqualTo(spec.payloadType());
    }

    @Test
    void aGoodJobCompletesWithAResultThatSurvivesTheWire() throws InterruptedException {
        try (HandlerRunner runner = new HandlerRunner(handler(), root)) {
            HandlerRun run = runner.run(job(root).build(), patience());
            assertThat(run.result().error()).isEmpty();
            assertThat(run.result().status()).isEqualTo(JobStatus.COMPLETED);
            JobCodec codec = JobCodec.standard();
            assertThat(codec.readResult(codec.write(run.result()))).isEqualTo(run.result());
        }
    }

    /** Asked of the handler itself: the worker hides from readers what falls. */
    @Test
    void progressOnlyRises() throws InterruptedException {
        WatchedHandler watched = new WatchedHandler(handler());
        try (HandlerRunner runner = new HandlerRunner(watched, root)) {
            runner.run(job(root).build(), patience());
        }
        assertThat(watched.percents())
                .isSorted()
                .allSatisfy(percent -> assertThat(percent).isBetween(0.0, 100.0));
    }

    @Test
    void manyJobsRunAtOnce() throws InterruptedException {
        try (HandlerRunner runner = new HandlerRunner(handler(), root)) {
            List<JobDocument> jobs =
                    Stream.generate(() -> job(root).build()).limit(4).toList();
            jobs.forEach(runner::submit);
            for (JobDocument job : jobs) {
                HandlerRun run = runner.await(job.jobId(), patience().multipliedBy(jobs.size()));
                assertThat(run.result().error()).as(job.jobId()).isEmpty();
            }
        }
    }

    @Test
    void noProcessOutlivesItsJob() throws Exception {
        Set<ProcessHandle> before = processes();
        try (HandlerRunner runner = new HandlerRunner(handler(), root)) {
            runner.run(job(root).build(), patience());
            Set<ProcessHandle> left = processes();
            left.removeAll(before);
            for (ProcessHandle process : left) {
                assertThat(process.onExit())
                        .as("the end of %s %s", process.pid(), process.info().command())
                        .succeedsWithin(lingering());
            }
        }
    }

    private static Set<ProcessHandle> processes() {
        return ProcessHandle.current().descendants().collect(Collectors.toSet());
    }

    /** How long what a job started may live on. */
    Duration lingering() {
        return Duration.ofSeconds(5);
    }

    @Test
    void aBadPayloadEndsInAnErrorThatNoRetryFollows() throws InterruptedException {
        JobBuilder bad = orSkip(badJob(root), "badJob");
        try (HandlerRunner runner = new HandlerRunner(handler(), root)) {
            HandlerRun run = runner.run(bad.maxAttempts(3).build(), patience());
            assertThat(run.result().status()).isEqualTo(JobStatus.FAILED);
            assertThat(run.result().error().orElseThrow().retryRecommended()).isFalse();
            assertThat(run.record().attempt()).isEqualTo(1);
        }
    }

    @Test
    void itStopsWhenItIsTold() throws InterruptedException {
        JobBuilder endless = orSkip(endlessJob(root), "endlessJob");
        try (HandlerRunner runner = new HandlerRunner(handler(), root)) {
            JobDocument job = endless.build();
            runner.submit(job);
            runner.awaitRunning(job.jobId(), patience());
            runner.cancel(job.jobId());
            HandlerRun run = runner.await(job.jobId(), Duration.ofSeconds(30));
            assertThat(run.result().status()).isEqualTo(JobStatus.CANCELLED);
        }
    }

    private static JobBuilder orSkip(Optional<JobBuilder> job, String method) {
        assumeTrue(job.isPresent(), () -> "override " + method + " to have this checked");
        return job.orElseThrow();
    }
}
