package dev.guestkit.handlers.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.appliance.VettedImage;
import dev.guestkit.job.Checksum;
import java.util.Optional;

/** An image as the result's {@code image}: which file it was, and whether it was the one that was meant. */
final class ImageReport {
    private ImageReport() {}

    /**
     * Says which file was read.
     *
     * @param verified the checksum that the file was found to have; without one nothing was computed, and nothing is claimed
     */
    static ObjectNode json(VettedImage image, Optional<Checksum> verified) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("path", image.path().toString())
                .put("format", image.format())
                .put("virtual_size_bytes", image.virtualSizeBytes())
                .put("file_size_bytes", image.identity().sizeBytes())
                .put("modified", image.identity().modified().toString());
        if (image.layers().size() > 1) {
            ArrayNode layers = node.putArray("backing_files");
            image.layers().stream()
                    .skip(1)
                    .forEach(l -> layers.addObject()
                            .put("path", l.path().toString())
                            .put("format", l.format())
                            .put("file_size_bytes", l.identity().sizeBytes()));
        }
        ObjectNode checksum = node.putObject("checksum");
        verified.ifPresent(c -> checksum.put("algorithm", c.algorithm())
                .put("value", c.hex())
                .put("covers", image.layers().size() > 1 ? "top_file" : "image"));
        checksum.put("verified", verified.isPresent());
        return node;
    }
}
