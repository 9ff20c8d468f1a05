package dev.guestkit.worker.testkit;

import dev.guestkit.job.ErrorCode;
import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.Json;
import dev.guestkit.worker.spi.HandlerException;
import dev.guestkit.worker.spi.HandlerSpec;
import dev.guestkit.worker.spi.JobContext;
import dev.guestkit.worker.spi.JobHandler;
import dev.guestkit.worker.spi.Outcome;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

class WaitingHandlerContractTest extends HandlerContract {
    /** Adds one to a number, waits for ever on a text, and takes nothing else. */
    private static final class AddOne implements JobHandler {
        @Override
        public HandlerSpec spec() {
            return HandlerSpec.builder("example.add-one", 1).build();
        }

        @Override
        public Outcome run(JobContext context) throws InterruptedException {
            Json data = context.payload().data();
            context.progress("adding", 50, "half done");
            if (data.text().isPresent()) {
                new CountDownLatch(1).await();
            }
            if (!data.toNode().isInt()) {
                throw new HandlerException(ErrorCode.VALIDATION_ERROR, "give a whole number in data, was " + data);
            }
            return context.done(Json.ofValue(data.toNode().intValue() + 1));
        }
    }

    private static JobBuilder addOne(Object data) {
        return JobBuilder.operation("example.add-one", Json.ofValue(data));
    }

    @Override
    protected JobHandler handler() {
        return new AddOne();
    }

    @Override
    protected JobBuilder job(Path root) {
        return addOne(41);
    }

    @Override
    protected Optional<JobBuilder> badJob(Path root) {
        return Optional.of(addOne(true));
    }

    @Override
    protected Optional<JobBuilder> endlessJob(Path root) {
        return Optional.of(addOne("forever"));
    }
}
