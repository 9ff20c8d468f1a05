package dev.guestkit.http.server.internal.manage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.guestkit.http.server.internal.route.ApiError;
import dev.guestkit.http.server.internal.route.ApiException;
import dev.guestkit.http.server.internal.route.Call;
import dev.guestkit.job.DocumentException;
import dev.guestkit.job.JobCodec;
import dev.guestkit.job.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * An object that a client sent. Whatever is wrong with it is a 400 here that names the key; null is the same as absent.
 *
 * @param path of the object in the body, for messages
 */
record Body(JsonNode node, String path) {
    /** The body of a request. */
    static Body of(Call call) {
        try {
            return of(JobCodec.standard().readJson(call.body()).toNode(), "the body");
        } catch (DocumentException e) {
            throw ApiError.BAD_REQUEST.because("the body is no JSON that is taken: " + e.getMessage());
        }
    }

    private static Body of(JsonNode node, String path) {
        if (!node.isObject()) {
            throw ApiError.BAD_REQUEST.because(path + " must be an object");
        }
        return new Body(node, path);
    }

    Optional<Json> json(String key) {
        return Optional.ofNullable(node.get(key))
                .filter(value -> !value.isNull())
                .map(Json::of);
    }

    Optional<String> text(String key) {
        return value(key, JsonNode::isTextual, "a string").map(JsonNode::textValue);
    }

    String requiredText(String key) {
        return text(key).orElseThrow(() -> wrong(key, "is missing"));
    }

    /** A whole number from {@code least} to 2^31-1. */
    Optional<Integer> whole(String key, int least) {
        return value(
                        key,
                        n -> n.isIntegralNumber() && n.canConvertToInt() && n.intValue() >= least,
                        "a whole number from " + least)
                .map(JsonNode::intValue);
    }

    int requiredWhole(String key, int least) {
        return whole(key, least).orElseThrow(() -> wrong(key, "is missing"));
    }

    List<String> texts(String key) {
        return list(key, element -> {
            if (!element.isTextual()) {
                throw wrong(key, "must hold strings only");
            }
            return element.textValue();
        });
    }

    List<Body> objects(String key) {
        List<Body> objects = new ArrayList<>();
        for (JsonNode element : list(key, Function.identity())) {
            objects.add(of(element, key + "[" + objects.size() + "]"));
        }
        return objects;
    }

    private <T> List<T> list(String key, Function<JsonNode, T> read) {
        List<T> elements = new ArrayList<>();
        value(key, JsonNode::isArray, "a list").ifPresent(array -> array.forEach(e -> elements.add(read.apply(e))));
        return elements;
    }

    private Optional<JsonNode> value(String key, Function<JsonNode, Boolean> fits, String wanted) {
        Optional<JsonNode> value = Optional.ofNullable(node.get(key)).filter(v -> !v.isNull());
        if (value.isPresent() && !fits.apply(value.get())) {
            throw wrong(key, "must be " + wanted);
        }
        return value;
    }

    ApiException wrong(String key, String what) {
        return ApiError.BAD_REQUEST.because(key + " of " + path + " " + what);
    }
}
