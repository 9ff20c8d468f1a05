package dev.guestkit.http.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.job.JobCodec;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.Json;

/** Documents as they were before they went through the server's door. */
final class Documents {
    private Documents() {}

    /** Who submitted it is the server's to say. */
    static JobDocument withoutAudit(JobDocument stored) {
        JobCodec codec = JobCodec.standard();
        ObjectNode tree = (ObjectNode) codec.readJson(codec.write(stored)).toNode();
        tree.remove("audit");
        return codec.parseJob(Json.of(tree)).orThrow();
    }
}
