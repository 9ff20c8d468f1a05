package dev.guestkit.http.server.internal.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobIds;
import dev.guestkit.job.Json;
import java.time.Instant;

/** Fills in what a document may leave to the door (protocol, section 1, leniency), and who sent it. */
final class FillIn {
    private FillIn() {}

    /** The whole document; what is no object stays as it is, for the validator to say so. */
    static Json complete(Json received, Sender sender, Instant now) {
        if (!(received.toNode() instanceof ObjectNode tree)) {
            return received;
        }
        absent(tree, "$schema", JobBuilder.SCHEMA);
        absent(tree, "version", JobDocument.VERSION);
        absent(tree, "kind", JobDocument.KIND);
        if (isAbsent(tree.get("job_id"))) {
            tree.put("job_id", JobIds.next());
        }
        if (isAbsent(tree.get("created_at"))) {
            tree.put("created_at", now.toString());
        }
        tree.set("audit", sender.auditTree());
        sender.trace().ifPresent(trace -> {
            if (isAbsent(tree.get("observability"))) {
                tree.putObject("observability");
            }
            if (tree.get("observability") instanceof ObjectNode observability
                    && isAbsent(observability.get("trace_id"))
                    && isAbsent(observability.get("span_id"))) {
                observability.put("trace_id", trace.traceId()).put("span_id", trace.spanId());
            }
        });
        return Json.of(tree);
    }

    /** A whole document with nothing changed but who sent it. */
    static Json audited(Json document, Sender sender) {
        return document.toNode() instanceof ObjectNode tree ? Json.of(tree.set("audit", sender.auditTree())) : document;
    }

    private static void absent(ObjectNode tree, String key, String value) {
        if (isAbsent(tree.get(key))) {
            tree.set(key, TextNode.valueOf(value));
        }
    }

    private static boolean isAbsent(@org.jspecify.annotations.Nullable JsonNode value) {
        return value == null || value.isNull();
    }
}
