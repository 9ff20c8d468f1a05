package dev.guestkit.http.server.internal.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.http.server.internal.route.ApiError;
import dev.guestkit.http.server.internal.route.ApiException;
import dev.guestkit.http.server.internal.route.Call;
import dev.guestkit.http.server.internal.route.Envelope;
import dev.guestkit.http.server.internal.route.JsonText;
import dev.guestkit.http.server.internal.route.Response;
import dev.guestkit.transport.http.internal.WireException;
import dev.guestkit.transport.http.internal.WireJson;
import dev.guestkit.transport.http.internal.WireObject;
import dev.guestkit.worker.spi.WriteOutcome;
import java.util.function.Function;

/** Bodies as both ends of the wire agree on them, in the terms of this server. */
public final class Bodies {
    private Bodies() {}

    /** What {@code read} makes of the body: no JSON is a 400, JSON that is not what was agreed on a 422 with its place. */
    public static <T> T read(Call call, Function<WireObject, T> read) {
        JsonNode tree;
        try {
            tree = WireJson.tree(call.body());
        } catch (WireException e) {
            throw ApiError.BAD_REQUEST.because(e.text());
        }
        try {
            return read.apply(WireObject.of(tree));
        } catch (WireException e) {
            throw invalid(e);
        }
    }

    private static ApiException invalid(WireException e) {
        return ApiError.VALIDATION_ERROR.because(e.text()).details(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("problems");
            json.writeStartObject();
            json.writeStringField("pointer", e.pointer());
            json.writeStringField("severity", "error");
            json.writeStringField("code", "INVALID_VALUE");
            json.writeStringField("message", String.valueOf(e.getMessage()));
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    /** A success with this. */
    public static Response ok(ObjectNode data) {
        return Envelope.ok(json -> JsonText.raw(json, WireJson.bytes(data)));
    }

    /** What a store did with a write about a claimed job; a token that is not the newest is refused. */
    static Response written(WriteOutcome outcome) {
        if (outcome == WriteOutcome.FENCED) {
            throw fenced();
        }
        return ok(WireJson.object().put("outcome", outcome.name()));
    }

    static ApiException fenced() {
        return ApiError.FENCED.because("this claim is not the job's newest, or the job has ended; nothing was written");
    }
}
