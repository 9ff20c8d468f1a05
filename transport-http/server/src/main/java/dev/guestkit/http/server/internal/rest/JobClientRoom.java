package dev.guestkit.http.server.internal.rest;

import dev.guestkit.worker.spi.SubmitOutcome;

/** Whether there is room for one more job. */
final class JobClientRoom {
    private JobClientRoom() {}

    /** Refuses a new job while too many wait; a known one is submitted again whatever waits. */
    static void require(Api api, String jobId) {
        if (api.transport().control().stats().depth() >= api.maxQueued()
                && api.client().find(jobId).isEmpty()) {
            throw Submitted.refusal(SubmitOutcome.of(SubmitOutcome.Kind.FULL, jobId));
        }
    }
}
