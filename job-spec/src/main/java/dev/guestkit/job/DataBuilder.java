package dev.guestkit.job;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Puts an operation's data together; what is not said stays absent. The common half of the payload builders. Not thread-safe.
 *
 * @param <B> the builder itself
 */
public abstract class DataBuilder<B extends DataBuilder<B>> {
    private final ObjectNode data = Scalars.NODES.objectNode();

    DataBuilder() {}

    abstract B self();

    /** The object at a place in the data, made when it is not there yet. */
    ObjectNode at(String... path) {
        ObjectNode node = data;
        for (String name : path) {
            node = node.withObjectProperty(name);
        }
        return node;
    }

    /** A key that the protocol does not know, beside the data's own. */
    public B extra(String key, Json value) {
        data.set(key, value.shared());
        return self();
    }

    /** Puts an image; other workers require its format, so it always has one. */
    void image(String name, String path, ImageFormat format) {
        at(name).put("path", path).put("format", format.wireName());
    }

    Json build() {
        return Json.of(data);
    }
}
