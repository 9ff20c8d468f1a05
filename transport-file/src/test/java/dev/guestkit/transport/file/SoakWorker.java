package dev.guestkit.transport.file;

import dev.guestkit.worker.Worker;
import dev.guestkit.worker.spi.CancelledException;
import dev.guestkit.worker.spi.HandlerSpec;
import dev.guestkit.worker.spi.JobContext;
import dev.guestkit.worker.spi.JobHandler;
import dev.guestkit.worker.spi.Outcome;
import dev.guestkit.worker.spi.Subscription;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A worker in a process of its own, for being killed, whose jobs take a while and stop when they are cancelled. */
final class SoakWorker {
    private SoakWorker() {}

    public static void main(String[] args) throws InterruptedException {
        try (FileTransport transport = CrashingWorker.open(Path.of(args[0]));
                Worker worker = Worker.builder(transport)
                        .workerId(args[1])
                        .concurrency(4)
                        .renewEvery(Duration.ofMillis(300))
                        .expireEvery(Duration.ofSeconds(1))
                        .handler(new Nap())
                        .start()) {
            // Only a kill ends it, or the end of a short life for an archive of its classes.
            new CountDownLatch(1).await(Long.parseLong(args[2]), TimeUnit.SECONDS);
            worker.isReady();
        }
    }

    /** Does nothing for as many milliseconds as the end of the job's id says. */
    private static final class Nap implements JobHandler {
        @Override
        public HandlerSpec spec() {
            return HandlerSpec.builder("test.nap", 1).build();
        }

        @Override
        public Outcome run(JobContext context) {
            CountDownLatch cancelled = new CountDownLatch(1);
            String id = context.jobId();
            long millis = Long.parseLong(id.substring(id.lastIndexOf('-') + 1));
            Subscription stop = context.cancellation().onCancel(cancelled::countDown);
            try {
                context.progress("nap", 0, "sleeps");
                if (cancelled.await(millis, TimeUnit.MILLISECONDS)) {
                    context.cancellation().throwIfCancelled();
                }
                return context.done(context.payload().data());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancelledException(context.cancellation()
                        .reason()
                        .orElseThrow(() -> new IllegalStateException("interrupted without a reason", e)));
            } finally {
                stop.close();
            }
        }
    }
}
