package dev.guestkit.http.server.internal.hooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.job.Metadata;
import dev.guestkit.worker.spi.JobRecord;
import java.util.Map;

/** The labels by which a job that came of an event is found again. */
final class HookLabels {
    static final String FORGE = "guestkit.webhook";
    static final String REPOSITORY = "guestkit.repository";
    static final String BRANCH = "guestkit.branch";
    static final String COMMIT = "guestkit.commit";
    static final String AUTHOR = "guestkit.author";
    static final String DELIVERY = "guestkit.delivery";

    private HookLabels() {}

    /** What every such job has. */
    static final String YES = "yes";

    static void put(ObjectNode document, HookEvent event, String delivery) {
        ObjectNode labels = object(object(document, "metadata"), "labels");
        labels.put(FORGE, YES);
        labels.put(REPOSITORY, event.repository());
        labels.put(BRANCH, event.branch());
        labels.put(COMMIT, event.commit());
        labels.put(AUTHOR, event.author());
        if (!delivery.isEmpty()) {
            labels.put(DELIVERY, delivery);
        }
    }

    /** A template may say something else there, which the validator then refuses. */
    private static ObjectNode object(ObjectNode parent, String key) {
        JsonNode there = parent.get(key);
        return there instanceof ObjectNode object ? object : parent.putObject(key);
    }

    static Map<String, String> of(JobRecord job) {
        return job.document().metadata().flatMap(Metadata::labels).orElse(Map.of());
    }
}
