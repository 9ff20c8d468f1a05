package dev.guestkit.http.server.internal.hooks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/**
 * What an event of a forge says.
 *
 * @param name of the event, such as {@code push}
 * @param repository full name, empty when it does not say one
 * @param branch short name
 * @param deletion whether a branch was deleted: there is nothing to build
 */
record HookEvent(String name, String repository, String branch, String commit, String author, boolean deletion) {
    private static final String HEADS = "refs/heads/";
    private static final String NO_COMMIT = "0{40,64}";

    static HookEvent of(String name, JsonNode payload) {
        JsonNode request = payload.path("pull_request").path("head");
        String commit = first(payload.path("after"), payload.at("/head_commit/id"), request.path("sha"));
        return new HookEvent(
                name,
                first(payload.at("/repository/full_name"), payload.at("/repository/name")),
                shortName(first(payload.path("ref"), request.path("ref"))),
                commit,
                first(
                        payload.at("/pusher/login"),
                        payload.at("/pusher/username"),
                        payload.at("/pusher/name"),
                        payload.at("/sender/login"),
                        payload.at("/head_commit/author/name")),
                payload.path("deleted").asBoolean(false) || commit.matches(NO_COMMIT));
    }

    static String shortName(String ref) {
        return ref.startsWith(HEADS) ? ref.substring(HEADS.length()) : ref;
    }

    private static String first(JsonNode... places) {
        for (JsonNode place : places) {
            if (place.isTextual() && !place.textValue().isBlank()) {
                return place.textValue();
            }
        }
        return "";
    }

    /** What stands for what in templates. */
    Map<String, String> values() {
        return Map.of("{{repository}}", repository, "{{branch}}", branch, "{{commit}}", commit, "{{author}}", author);
    }

    /** Why nothing follows from it whatever the rules say. */
    Optional<String> pointless() {
        if (name.equals("ping")) {
            return Optional.of("a ping");
        }
        if (repository.isEmpty()) {
            return Optional.of("it names no repository");
        }
        return deletion ? Optional.of("a deletion") : Optional.empty();
    }
}
