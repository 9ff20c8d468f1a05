package dev.guestkit.worker.internal.system;

import dev.guestkit.worker.spi.HandlerSpec;
import dev.guestkit.worker.spi.JobContext;
import dev.guestkit.worker.spi.JobHandler;
import dev.guestkit.worker.spi.Outcome;

/** Runs {@code system.echo}: gives back what it got. */
public final class SystemEcho implements JobHandler {
    @Override
    public HandlerSpec spec() {
        return Echo.spec("system.echo");
    }

    @Override
    public Outcome run(JobContext context) {
        return Echo.run(context);
    }
}
