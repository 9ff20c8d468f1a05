package dev.guestkit.worker.internal.system;

import dev.guestkit.job.DocumentException;
import dev.guestkit.job.ErrorCode;
import dev.guestkit.worker.spi.HandlerException;
import dev.guestkit.worker.spi.HandlerSpec;
import dev.guestkit.worker.spi.JobContext;
import dev.guestkit.worker.spi.JobHandler;
import dev.guestkit.worker.spi.Outcome;

/**
 * Runs {@code system.workflow}: submits the members whose dependencies have completed, then gives its place up until one of those
 * under way ends. What it remembers only saves questions: each run goes on from what the store says, whoever ran it before.
 */
public final class Workflow implements JobHandler {
    private final EndedMembers ended = new EndedMembers();

    @Override
    public HandlerSpec spec() {
        return HandlerSpec.builder("system.workflow", 1)
                .threads(HandlerSpec.Threads.VIRTUAL)
                .build();
    }

    @Override
    public Outcome run(JobContext context) {
        try {
            return new WorkflowRun(context, ended).goOn();
        } catch (DocumentException e) {
            throw new HandlerException(ErrorCode.VALIDATION_ERROR, String.valueOf(e.getMessage()), e);
        }
    }
}
