package dev.guestkit.http.server;

import dev.guestkit.job.ErrorCode;
import dev.guestkit.job.Json;
import dev.guestkit.worker.spi.HandlerException;
import dev.guestkit.worker.spi.HandlerSpec;
import dev.guestkit.worker.spi.JobContext;
import dev.guestkit.worker.spi.JobHandler;
import dev.guestkit.worker.spi.Outcome;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Handlers that do what a test needs. */
final class Handlers {
    private Handlers() {}

    /** Fails. */
    static final class Failing implements JobHandler {
        @Override
        public HandlerSpec spec() {
            return HandlerSpec.builder("acme.fail", 1).build();
        }

        @Override
        public Outcome run(JobContext context) {
            throw new HandlerException(ErrorCode.IMAGE_NOT_FOUND, "there is no disk of that name");
        }
    }

    /** Logs, makes progress and stores an artifact, and ends when it is let or told to. */
    static final class Held implements JobHandler {
        final CountDownLatch running = new CountDownLatch(1);
        final CountDownLatch go = new CountDownLatch(1);

        @Override
        public HandlerSpec spec() {
            return HandlerSpec.builder("acme.hold", 1).build();
        }

        @Override
        public Outcome run(JobContext context) {
            context.log(JobContext.LogLevel.INFO, "it begins");
            context.progress("disk_attach", 10, "attaching");
            context.artifacts()
                    .store("notes.txt", new ByteArrayInputStream("0123456789".getBytes(StandardCharsets.UTF_8)));
            running.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                context.cancellation().throwIfCancelled();
            }
            return context.done(Json.ofValue(Map.of("held", true)));
        }
    }
}
