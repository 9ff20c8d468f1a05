package dev.guestkit.http.server.internal.rest;

import dev.guestkit.worker.spi.SubmitOutcome;

/** Whether there is room for one more job. */
final class JobClientRoom {
    private JobClientRoom() {}

    /** Refuses a new job while too many wait. */
    static void require(Api api, String jobId) {
        if (!hasRoom(api, jobId)) {
            throw Submitted.refusal(SubmitOutcome.of(SubmitOutcome.Kind.FULL, jobId));
        }
    }

    /** A known job is submitted again whatever waits. */
    static boolean hasRoom(Api api, String jobId) {
        return api.transport().control().stats().depth() < api.maxQueued()
                || api.client().find(jobId).isPresent();
    }
}
