package dev.guestkit.worker.internal.system;

import dev.guestkit.job.JobCodec;
import dev.guestkit.worker.spi.HandlerSpec;
import dev.guestkit.worker.spi.JobContext;
import dev.guestkit.worker.spi.JobHandler;
import dev.guestkit.worker.spi.Outcome;

/** Runs {@code system.capability-probe}: the worker's capabilities document, as it is now. */
public final class CapabilityReport implements JobHandler {
    private final JobCodec codec = JobCodec.standard();

    @Override
    public HandlerSpec spec() {
        return HandlerSpec.builder("system.capability-probe", 1)
                .threads(HandlerSpec.Threads.VIRTUAL)
                .build();
    }

    @Override
    public Outcome run(JobContext context) {
        return context.done(codec.readJson(codec.write(context.worker().capabilities())));
    }
}
