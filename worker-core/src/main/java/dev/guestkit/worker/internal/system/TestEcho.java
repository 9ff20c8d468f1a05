package dev.guestkit.worker.internal.system;

import dev.guestkit.worker.spi.HandlerSpec;
import dev.guestkit.worker.spi.JobContext;
import dev.guestkit.worker.spi.JobHandler;
import dev.guestkit.worker.spi.Outcome;

/** Runs {@code test.echo}: gives back what it got. */
public final class TestEcho implements JobHandler {
    @Override
    public HandlerSpec spec() {
        return Echo.spec("test.echo");
    }

    @Override
    public Outcome run(JobContext context) {
        return Echo.run(context);
    }
}
