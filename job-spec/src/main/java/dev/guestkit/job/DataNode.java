package dev.guestkit.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Reads data whose shape was checked before: an absent key and an explicit null are the same, and no type is wrong. */
record DataNode(JsonNode node) {

    private Optional<JsonNode> get(String name) {
        return Optional.ofNullable(ShapeCheck.present(node, name));
    }

    DataNode object(String name) {
        return new DataNode(get(name).orElseGet(Scalars.NODES::objectNode));
    }

    boolean has(String name) {
        return get(name).isPresent();
    }

    String requiredText(String name) {
        return node.path(name).textValue();
    }

    Optional<String> text(String name) {
        return get(name).map(JsonNode::textValue);
    }

    boolean flag(String name, boolean otherwise) {
        return flag(name).orElse(otherwise);
    }

    Optional<Boolean> flag(String name) {
        return get(name).map(JsonNode::booleanValue);
    }

    Optional<Long> whole(String name) {
        return get(name).map(JsonNode::longValue);
    }

    Optional<Json> json(String name) {
        return get(name).map(Json::owned);
    }

    <T> List<T> list(String name, Function<DataNode, T> read) {
        return get(name).stream()
                .flatMap(array -> StreamSupport.stream(array.spliterator(), false))
                .map(element -> read.apply(new DataNode(element)))
                .toList();
    }

    List<String> texts(String name) {
        return list(name, element -> element.node().textValue());
    }
}
