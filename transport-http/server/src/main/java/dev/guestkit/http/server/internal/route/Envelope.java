package dev.guestkit.http.server.internal.route;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The one form of every JSON answer (protocol, section 8). */
public final class Envelope {
    /** The content type of JSON. */
    public static final String JSON = "application/json";

    private Envelope() {}

    /** A success, 200. */
    public static Response ok(JsonPart data) {
        return success(200, Map.of(), data);
    }

    /** A success with this status and further header fields. */
    public static Response success(int status, Map<String, String> headers, JsonPart data) {
        return response(status, headers, json -> {
            json.writeStartObject();
            json.writeBooleanField("success", true);
            json.writeFieldName("data");
            data.write(json);
            json.writeEndObject();
        });
    }

    static Response failure(
            int status, Map<String, String> headers, ApiError error, String message, Optional<JsonPart> details) {
        return response(status, headers, json -> {
            json.writeStartObject();
            json.writeBooleanField("success", false);
            json.writeStringField("error", error.name());
            json.writeStringField("message", message);
            if (details.isPresent()) {
                json.writeFieldName("details");
                details.get().write(json);
            }
            json.writeEndObject();
        });
    }

    /** A failure without details. */
    public static Response failure(ApiError error, String message) {
        return failure(error.status(), Map.of(), error, message, Optional.empty());
    }

    private static Response response(int status, Map<String, String> headers, JsonPart body) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Content-Type", JSON);
        return Response.of(status, all, JsonText.bytes(body));
    }
}
