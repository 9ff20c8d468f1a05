package dev.guestkit.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * An immutable JSON value: a handler's data, a payload, a key that the protocol does not know.
 *
 * <p>Jackson's trees can be changed by whoever holds them; this wrapper copies on the way in and on the way out, so that
 * the records that hold one are values. Thread-safe.
 */
public final class Json {
    private final JsonNode tree;

    private Json(JsonNode tree) {
        this.tree = tree;
    }

    /** Wraps a copy of {@code tree}. */
    public static Json of(JsonNode tree) {
        return new Json(tree.deepCopy());
    }

    /** Wraps {@code tree} itself: only for trees that nobody else holds. */
    static Json owned(JsonNode tree) {
        return new Json(tree);
    }

    /** The tree itself, not to be changed. */
    JsonNode shared() {
        return tree;
    }

    /** A copy of the value as Jackson's tree. */
    public JsonNode toNode() {
        return tree.deepCopy();
    }

    /**
     * The value at a JSON Pointer (RFC 6901) below this one, empty when there is none.
     *
     * @throws IllegalArgumentException when {@code pointer} is not a JSON Pointer
     */
    public Optional<Json> at(String pointer) {
        JsonNode found = tree.at(pointer);
        return found.isMissingNode() ? Optional.empty() : Optional.of(new Json(found));
    }

    /** The text of a JSON string, empty for every other kind of value. */
    public Optional<String> text() {
        return tree.isTextual() ? Optional.of(tree.textValue()) : Optional.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Json that && tree.equals(that.tree);
    }

    @Override
    public int hashCode() {
        return tree.hashCode();
    }

    /** The value as compact JSON text. */
    @Override
    public String toString() {
        return tree.toString();
    }
}
