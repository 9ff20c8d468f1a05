package dev.guestkit.worker.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.job.ArtifactDetail;
import dev.guestkit.job.Json;
import dev.guestkit.worker.spi.HandlerResult;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/** Keeps results small: data over the limit becomes an artifact, and a summary takes its place. */
record DataLimit(long maxBytes) {
    private static final String NAME = "data.json";
    private static final int SMALL = 256;
    private static final int LARGEST_IMAGE = 4096;

    HandlerResult apply(HandlerResult made, Artifacts artifacts) {
        if (made.data().sizeEstimate() * 8
                < maxBytes) { // an escaped character takes six bytes, a plain one at most four
            return made;
        }
        byte[] bytes = made.data().toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= maxBytes) {
            return made;
        }
        ArtifactDetail stored = artifacts.store(NAME, new ByteArrayInputStream(bytes));
        return new HandlerResult(summary(made.data(), stored), made.primary(), made.metrics());
    }

    /** Where the data is, and those of its members that are small, {@code image} with the verified checksum among them. */
    private static Json summary(Json data, ArtifactDetail stored) {
        ObjectNode summary = JsonNodeFactory.instance.objectNode();
        JsonNode tree = data.toNode();
        tree.properties().forEach(member -> {
            boolean image = member.getKey().equals("image");
            if ((image || member.getValue().isValueNode())
                    && summary.size() < 100
                    && member.getValue().toString().length() <= (image ? LARGEST_IMAGE : SMALL)) {
                summary.set(member.getKey(), member.getValue());
            }
        });
        summary.putObject("moved_to_artifact")
                .put("name", stored.name())
                .put("size_bytes", stored.sizeBytes())
                .put("sha256", stored.sha256());
        return Json.of(summary);
    }
}
