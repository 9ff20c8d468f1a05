package dev.guestkit.worker.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.Json;
import dev.guestkit.worker.spi.HandlerSpec;
import dev.guestkit.worker.spi.JobContext;
import dev.guestkit.worker.spi.JobHandler;
import dev.guestkit.worker.spi.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The control run of {@link HandlerContract}: each way of being a bad handler fails the test that is for it. */
class HandlerContractControlTest {
    @TempDir
    Path directory;

    /** What a handler does. */
    private interface Body {
        Outcome run(JobContext context) throws Exception;
    }

    /** A handler whose description may change. */
    private static final class Scripted implements JobHandler {
        private final AtomicInteger asked = new AtomicInteger();
        private final boolean steady;
        private final Body body;

        Scripted(boolean steady, Body body) {
            this.steady = steady;
            this.body = body;
        }

        @Override
        public HandlerSpec spec() {
            return HandlerSpec.builder("example.bad", 1)
                    .scratchBytes(steady ? 0 : asked.incrementAndGet())
                    .build();
        }

        @Override
        public Outcome run(JobContext context) throws Exception {
            return body.run(context);
        }
    }

    /** The contract of one such handler. */
    private static final class Contract extends HandlerContract {
        private final JobHandler handler;
        private final Duration patience;

        Contract(Path root, JobHandler handler, Duration patience) {
            this.root = root;
            this.handler = handler;
            this.patience = patience;
        }

        @Override
        protected JobHandler handler() {
            return handler;
        }

        @Override
        protected JobBuilder job(Path root) {
            return JobBuilder.operation("example.bad", Json.ofValue("good"));
        }

        @Override
        protected Optional<JobBuilder> badJob(Path root) {
            return Optional.of(JobBuilder.operation("example.bad", Json.ofValue("bad")));
        }

        @Override
        protected Optional<JobBuilder> endlessJob(Path root) {
            return Optional.of(JobBuilder.operation("example.bad", Json.ofValue("endless")));
        }

        @Override
        protected Duration patience() {
            return patience;
        }

        @Override
        Duration lingering() {
            return Duration.ofMillis(100);
        }
    }

    private Contract handler(Body body) {
        return handler(body, Duration.ofSeconds(30));
    }

    private Contract handler(Body body, Duration patience) {
        return new Contract(directory, new Scripted(true, body), patience);
    }

    private static Outcome done(JobContext context) {
        return context.done(Json.ofValue("done"));
    }

    private static void caught(ThrowingCallable test) {
        assertThatThrownBy(test).isInstanceOfAny(AssertionError.class, IllegalStateException.class);
    }

    @Test
    void aGoodOneIsLeftInPeace() {
        Contract good = handler(context -> {
            context.progress("working", 50, "half done");
            return done(context);
        });
        assertThatCode(() -> {
                    good.itsDescriptionIsWellFormedAndStaysTheSame();
                    good.aGoodJobCompletesWithAResultThatSurvivesTheWire();
                    good.progressOnlyRises();
                    good.manyJobsRunAtOnce();
                    good.noProcessOutlivesItsJob();
                })
                .doesNotThrowAnyException();
    }

    @Test
    void oneThatDescribesItselfAnewEachTimeIsCaught() {
        Contract fickle =
                new Contract(directory, new Scripted(false, HandlerContractControlTest::done), Duration.ofSeconds(30));
        caught(fickle::itsDescriptionIsWellFormedAndStaysTheSame);
    }

    @Test
    void oneThatFailsGoodJobsIsCaught() {
        caught(handler(context -> {
            throw new IllegalStateException("never works");
        })::aGoodJobCompletesWithAResultThatSurvivesTheWire);
    }

    @Test
    void oneWhoseProgressFallsOrLeavesTheScaleIsCaught() {
        caught(handler(context -> {
            context.progress("working", 60, "more than half done");
            context.progress("working", 40, "less than half done");
            return done(context);
        })::progressOnlyRises);
        caught(handler(context -> {
            context.progress("working", 101, "more than done");
            return done(context);
        })::progressOnlyRises);
    }

    @Test
    void oneThatKeepsAJobInItsFieldsIsCaught() {
        AtomicInteger running = new AtomicInteger();
        CountDownLatch second = new CountDownLatch(1);
        caught(handler(context -> {
            if (running.incrementAndGet() > 1) {
                second.countDown();
                throw new IllegalStateException("busy with another job");
            }
            second.await(2, TimeUnit.SECONDS);
            return done(context);
        })::manyJobsRunAtOnce);
    }

    @Test
    void oneThatForgetsItsProcessIsCaught() {
        AtomicReference<Optional<Process>> forgotten = new AtomicReference<>(Optional.empty());
        try {
            caught(handler(context -> {
                forgotten.set(Optional.of(new ProcessBuilder("sleep", "30").start()));
                return done(context);
            })::noProcessOutlivesItsJob);
        } finally {
            forgotten.get().ifPresent(Process::destroyForcibly);
        }
    }

    @Test
    void oneThatHasBadPayloadsTriedAgainIsCaught() {
        caught(handler(
                context -> {
                    throw new IllegalArgumentException("cannot read this");
                },
                Duration.ofSeconds(1))::aBadPayloadEndsInAnErrorThatNoRetryFollows);
    }

    @Test
    void oneThatSwallowsTheInterruptIsCaught() {
        caught(handler(context -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                context.log(JobContext.LogLevel.INFO, "who cares");
            }
            return done(context);
        })::itStopsWhenItIsTold);
    }
}
