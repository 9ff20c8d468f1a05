package dev.guestkit.app.jobs;

import dev.guestkit.app.CliException;
import dev.guestkit.worker.spi.JobClient;
import dev.guestkit.worker.spi.JobRecord;

/** Looks jobs up that have to be there. */
final class Jobs {
    private Jobs() {}

    static JobRecord known(JobClient client, String id) {
        return client.find(id).orElseThrow(() -> new CliException("no job is known as " + id));
    }
}
