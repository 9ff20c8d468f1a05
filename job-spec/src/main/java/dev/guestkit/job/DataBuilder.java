package dev.guestkit.job;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Puts an operation's data together; what is not said stays absent. The common half of the payload builders. Not thread-safe.
 *
 * @param <B> the builder itself
 */
public abstract class DataBuilder<B extends DataBuilder<B>> {
    private final ObjectNode data = Scalars.NODES.objectNode();
    private final String operation;

    DataBuilder(String operation) {
        this.operation = operation;
    }

    abstract B self();

    /** The object at a place in the data, made when it is not there yet. */
    ObjectNode at(String... path) {
        ObjectNode node = data;
        for (String name : path) {
            node = node.withObjectProperty(name);
        }
        return node;
    }

    /**
     * A key that the protocol does not know, beside the data's own.
     *
     * @throws IllegalArgumentException when the protocol knows it: the builder has a method for it
     */
    public B extra(String key, Json value) {
        if (Operations.keys(operation).contains(key)) {
            throw new IllegalArgumentException(
                    key + " is a key of " + operation + " itself; say it by the method of the builder that is for it");
        }
        data.set(key, value.shared());
        return self();
    }

    /** Puts an image; other workers require its format, so it always has one. */
    void image(String name, String path, ImageFormat format) {
        at(name).put("path", path).put("format", format.wireName());
    }

    /**
     * Puts the output of a report. Other workers require it with both of its keys: without a word about it, the report goes
     * beside {@code path}, as JSON, named after the operation.
     */
    ObjectNode outputBeside(String path) {
        ObjectNode output = at("output");
        if (!output.has("destination")) {
            String name = operation.substring(operation.indexOf('.') + 1);
            output.put("format", "json").put("destination", path + "." + name + ".json");
        }
        return output;
    }

    Json build() {
        return Json.of(data);
    }
}
