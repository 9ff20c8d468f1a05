package dev.guestkit.job;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The first layer: bytes to tree, syntax and limits. Thread-safe.
 *
 * <p>It walks Jackson's parser itself because {@code readTree} knows neither the limits of the protocol (UTF-16 units of a
 * key, written exponents, members) nor unpaired surrogates, and because finding a duplicate key by the map that the tree
 * holds anyway is cheaper than Jackson's second set of names.
 */
final class TreeReader {
    private final Limits limits;
    private final JsonFactory factory;
    private final Scalars scalars;

    TreeReader(Limits limits) {
        this.limits = limits;
        this.scalars = new Scalars(limits);
        this.factory = factory(limits);
    }

    private static JsonFactory factory(Limits limits) {
        // Jackson counts names in bytes and numbers without their sign: here it only has to bound the memory.
        StreamReadConstraints constraints = StreamReadConstraints.builder()
                .maxNestingDepth(limits.nesting())
                .maxStringLength(limits.stringUnits())
                .maxNameLength(4 * limits.stringUnits() + 16)
                .maxNumberLength(limits.numberChars() + 16)
                .build();
        return new JsonFactoryBuilder()
                .streamReadConstraints(constraints)
                .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
                .build();
    }

    /**
     * Reads one JSON value.
     *
     * @throws DocumentException with one problem at the empty pointer when the bytes are not one JSON value within the limits
     */
    JsonNode read(byte[] bytes, int maxBytes) {
        boolean escapes = Text.check(bytes, maxBytes);
        try (JsonParser parser = factory.createParser(bytes)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw Text.unparsable("holds no value");
            }
            JsonNode root = value(parser, first, escapes);
            if (parser.nextToken() != null) {
                throw Text.unparsable("goes on after the end of the document, at byte "
                        + parser.currentTokenLocation().getByteOffset());
            }
            return root;
        } catch (StreamConstraintsException e) {
            throw Text.limit(e.getOriginalMessage());
        } catch (JsonProcessingException e) {
            throw Text.unparsable("is no JSON: " + e.getOriginalMessage() + " at byte "
                    + e.getLocation().getByteOffset());
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory cannot fail", e);
        }
    }

    private JsonNode value(JsonParser parser, JsonToken token, boolean escapes) throws IOException {
        return switch (token) {
            case START_OBJECT -> object(parser, escapes);
            case START_ARRAY -> array(parser, escapes);
            case VALUE_STRING -> scalars.string(parser.getText(), escapes);
            case VALUE_NUMBER_INT -> integer(parser);
            case VALUE_NUMBER_FLOAT -> scalars.decimal(parser.getText());
            case VALUE_TRUE -> Scalars.NODES.booleanNode(true);
            case VALUE_FALSE -> Scalars.NODES.booleanNode(false);
            case VALUE_NULL -> Scalars.NODES.nullNode();
            default -> throw Text.unparsable("holds " + token + " where a value must be");
        };
    }

    private JsonNode integer(JsonParser parser) throws IOException {
        // A long has twenty characters at most: only a smaller limit needs a count.
        if (limits.numberChars() < 20) {
            scalars.number(parser.getText());
        }
        return switch (parser.getNumberType()) {
            case INT -> Scalars.NODES.numberNode(parser.getIntValue());
            case LONG -> Scalars.NODES.numberNode(parser.getLongValue());
            default -> scalars.bigInteger(parser.getText());
        };
    }

    private ObjectNode object(JsonParser parser, boolean escapes) throws IOException {
        ObjectNode node = Scalars.NODES.objectNode();
        String name;
        while ((name = parser.nextFieldName()) != null) {
            scalars.key(name, escapes);
            if (node.replace(name, value(parser, parser.nextToken(), escapes)) != null) {
                throw Text.duplicate(name);
            }
            scalars.members(node.size());
        }
        return node;
    }

    private ArrayNode array(JsonParser parser, boolean escapes) throws IOException {
        ArrayNode node = Scalars.NODES.arrayNode();
        JsonToken token;
        while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
            node.add(value(parser, token, escapes));
        }
        return node;
    }

    Limits limits() {
        return limits;
    }

    Scalars scalars() {
        return scalars;
    }
}
