package dev.guestkit.job;

import java.util.Map;

/** What an operation works on: {@code type} is {@code namespace.operation.vN}, {@code data} any JSON. */
public record Payload(
        @Formed(value = Form.PAYLOAD_TYPE, message = Rules.PAYLOAD_TYPE_TEXT)
        String type,

        Json data,
        Map<String, Json> unknown) {
    /** Copies the collections. */
    public Payload {
        unknown = Map.copyOf(unknown);
    }
}
