package dev.guestkit.transport.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.guestkit.job.Json;
import dev.guestkit.job.Problem;
import dev.guestkit.transport.http.HttpApiException.Kind;
import dev.guestkit.transport.http.internal.WireException;
import dev.guestkit.transport.http.internal.WireJson;
import dev.guestkit.transport.http.internal.WireObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a server answered.
 *
 * @param what the request, for messages
 */
record Answer(String what, int status, byte[] body) {
    /**
     * What lies in {@code data} of a successful answer.
     *
     * @throws HttpApiException when it is no success, or none of this API
     */
    JsonNode data() {
        JsonNode root = tree();
        if (status / 100 != 2 || !root.path("success").asBoolean(false)) {
            throw refusal();
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
        JsonNode root = tree();
        String code = root.path("error").asText("");
        if (code.isEmpty()) {
            return status == 503 || status == 502 || status == 504
                    ? new HttpApiException(
                            Kind.UNAVAILABLE,
                            status,
                            "UNAVAILABLE",
                            said("no server behind it"),
                            List.of(),
                            Optional.empty())
                    : unreadable("no code in an answer with this status");
        }
        JsonNode details = root.path("details");
        return new HttpApiException(
                status >= 500 || status == 429 ? Kind.UNAVAILABLE : Kind.REFUSED,
                status,
                code,
                said(code + ": " + root.path("message").asText("")),
                problems(details.path("problems")),
                details.isMissingNode() ? Optional.empty() : Optional.of(Json.of(details)));
    }

    private static List<Problem> problems(JsonNode list) {
        List<Problem> problems = new ArrayList<>();
        for (JsonNode one : list) {
            boolean warning =
                    one.path("severity").asText("").toLowerCase(Locale.ROOT).equals("warning");
            problems.add(new Problem(
                    one.path("pointer").asText(""),
                    warning ? Problem.Severity.WARNING : Problem.Severity.ERROR,
                    one.path("code").asText(""),
                    one.path("message").asText("")));
        }
        return problems;
    }

    private JsonNode tree() {
        try {
            return WireJson.tree(body);
        } catch (WireException e) {
            throw status == 502 || status == 503 || status == 504
                    ? new HttpApiException(
                            Kind.UNAVAILABLE,
                            status,
                            "UNAVAILABLE",
                            said("no server behind it"),
                            List.of(),
                            Optional.empty())
                    : unreadable(e.text());
        }
    }

    HttpApiException unreadable(String why) {
        return new HttpApiException(
                Kind.UNREADABLE,
                status,
                "UNREADABLE",
                said("not an answer of this API (" + why + "); is the URL right?"),
                List.of(),
                Optional.empty());
    }

    private String said(String text) {
        return what + " answered " + status + ", " + text;
    }
}
