package dev.guestkit.job;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;

/** Writes a tree, refusing what {@link TreeReader} would not read again. Thread-safe. */
final class TreeWriter {
    private final Limits limits;

    TreeWriter(Limits limits) {
        this.limits = limits;
    }

    void write(JsonNode node, JsonGenerator json) throws IOException {
        switch (node.getNodeType()) {
            case OBJECT -> {
                json.writeStartObject();
                if (node.size() > limits.members()) {
                    throw Text.limit("an object of " + node.size() + " members, at most " + limits.members());
                }
                for (Map.Entry<String, JsonNode> entry : node.properties()) {
                    json.writeFieldName(checked(entry.getKey()));
                    write(entry.getValue(), json);
                }
                json.writeEndObject();
            }
            case ARRAY -> {
                json.writeStartArray();
                for (JsonNode element : node) {
                    write(element, json);
                }
                json.writeEndArray();
            }
            case STRING -> json.writeString(checked(node.textValue()));
            case BOOLEAN -> json.writeBoolean(node.booleanValue());
            case NUMBER -> number(node, json);
            default -> json.writeNull();
        }
    }

    /** The text, when it will be read again. */
    String checked(String text) {
        if (text.length() > limits.stringUnits()) {
            throw Text.limit("a string or key of " + text.length() + " UTF-16 units, at most " + limits.stringUnits());
        }
        if (Scalars.hasLoneSurrogate(text)) {
            throw Text.unparsable("would hold an unpaired surrogate");
        }
        return text;
    }

    private void number(JsonNode node, JsonGenerator json) throws IOException {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            json.writeNumber(node.longValue());
            return;
        }
        String text = node.isIntegralNumber() ? node.bigIntegerValue().toString() : decimal(node.decimalValue());
        if (text.length() > limits.numberChars()) {
            throw Text.limit("a number of " + text.length() + " characters, at most " + limits.numberChars());
        }
        json.writeNumber(text);
    }

    /** Keeps value and scale, with an exponent that is read again: {@code toString} moves it by the digits' count. */
    private String decimal(BigDecimal value) {
        int most = limits.exponent();
        long adjusted = (long) value.precision() - 1 - value.scale();
        if (value.scale() == 0) {
            return value + "E0"; // It was 5e0 and no integer, and stays so.
        }
        if (Math.abs(adjusted) <= most) {
            return value.toString();
        }
        if (-(long) value.scale() > most) {
            throw Text.limit("a number of more than " + most + " places");
        }
        if (value.scale() <= most) {
            return value.unscaledValue() + "E" + -value.scale();
        }
        return new BigDecimal(value.unscaledValue(), value.scale() - most).toPlainString() + "E-" + most;
    }
}
