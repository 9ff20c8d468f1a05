package dev.guestkit.transport.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.guestkit.job.Json;
import dev.guestkit.job.Problem;
import dev.guestkit.transport.http.HttpApiException.Kind;
import dev.guestkit.transport.http.internal.WireException;
import dev.guestkit.transport.http.internal.WireJson;
import dev.guestkit.transport.http.internal.WireObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a server answered.
 *
 * @param what the request, for messages
 * @param retryAfter when the server wants to be asked again, zero when it does not say
 */
@SuppressWarnings("ArrayRecordComponent") // one answer is never compared with another
record Answer(String what, int status, Duration retryAfter, byte[] body) {
    /** Too many requests, and what proxies say of a server that is not there. */
    private static final Set<Integer> AWAY = Set.of(429, 502, 503, 504);

    /** This answer, when it is a success; its body is not looked at. */
    Answer successful() {
        if (status / 100 != 2) {
            throw refusal();
        }
        return this;
    }

    /**
     * What lies in {@code data} of a successful answer.
     *
     * @throws HttpApiException when it is no success, or none of this API
     */
    JsonNode data() {
        JsonNode root = successful().tree();
        if (!root.path("success").asBoolean(false)) {
            throw unreadable("no success in it");
        }
        return root.path("data");
    }

    /** The same, where it is an object. */
    WireObject object() {
        try {
            return WireObject.of(data());
        } catch (WireException e) {
            throw unreadable(e.text());
        }
    }

    /** The answer as the exception that it means. */
    HttpApiException refusal() {
        JsonNode root;
        try {
            root = tree();
        } catch (HttpApiException e) {
            return e;
        }
        String code = root.path("error").asText("");
        if (code.isEmpty()) {
            return unreadable("no error code in it");
        }
        JsonNode details = root.path("details");
        return exception(
                AWAY.contains(status) ? Kind.UNAVAILABLE : status >= 500 ? Kind.FAILED : Kind.REFUSED,
                code,
                code + ": " + root.path("message").asText(""),
                details.isObject() ? Optional.of(Json.of(details)) : Optional.empty(),
                problems(details));
    }

    private static List<Problem> problems(JsonNode details) {
        try {
            return details.isObject() ? Rest.problems(WireObject.of(details)) : List.of();
        } catch (WireException | IllegalArgumentException e) {
            return List.of(); // of a kind that this client does not know; they are in the details all the same
        }
    }

    private JsonNode tree() {
        try {
            return WireJson.tree(body);
        } catch (WireException e) {
            throw unreadable(e.text());
        }
    }

    HttpApiException unreadable(String why) {
        return AWAY.contains(status)
                ? exception(Kind.UNAVAILABLE, "UNAVAILABLE", "which a proxy may have said", Optional.empty(), List.of())
                : exception(
                        Kind.UNREADABLE,
                        "UNREADABLE",
                        "not an answer of this API (" + why + "); is the URL right?",
                        Optional.empty(),
                        List.of());
    }

    private HttpApiException exception(
            Kind kind, String code, String text, Optional<Json> details, List<Problem> problems) {
        return new HttpApiException(
                kind, status, code, what + " answered " + status + ", " + text, details, problems, retryAfter);
    }
}
