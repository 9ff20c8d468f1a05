package dev.guestkit.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Makes the leaves of a tree, within the limits. Thread-safe. */
final class Scalars {
    /** Keeps decimals as they were written, {@code 1.0} other than {@code 1}. */
    static final JsonNodeFactory NODES = new JsonNodeFactory(true);

    private final Limits limits;

    Scalars(Limits limits) {
        this.limits = limits;
    }

    JsonNode string(String text, boolean escapes) {
        checkString(text, escapes);
        return NODES.textNode(text);
    }

    void key(String name, boolean escapes) {
        checkString(name, escapes);
    }

    private void checkString(String text, boolean escapes) {
        if (text.length() > limits.stringUnits()) {
            throw Text.limit("a string or key of " + text.length() + " UTF-16 units, at most " + limits.stringUnits()
                    + " are read");
        }
        if (escapes && hasLoneSurrogate(text)) {
            throw Text.unparsable("has an escaped surrogate without its partner");
        }
    }

    static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean paired = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!paired) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    void members(int count) {
        if (count > limits.members()) {
            throw Text.limit("an object of more than " + limits.members() + " members");
        }
    }

    JsonNode bigInteger(String text) {
        number(text);
        return NODES.numberNode(new BigInteger(text));
    }

    /** An integer in the smallest node that holds it, so that equal numbers are equal nodes. */
    JsonNode integer(String text) {
        number(text);
        return integer(new BigInteger(text));
    }

    static JsonNode integer(BigInteger value) {
        if (value.bitLength() < 32) {
            return NODES.numberNode(value.intValue());
        }
        return value.bitLength() < 64 ? NODES.numberNode(value.longValue()) : NODES.numberNode(value);
    }

    /** A number with a fraction or an exponent, exactly as written. */
    JsonNode decimal(String text) {
        number(text);
        int e = Math.max(text.indexOf('e'), text.indexOf('E'));
        if (e >= 0) {
            checkExponent(text, e + 1);
        }
        return NODES.numberNode(new BigDecimal(text));
    }

    void number(String text) {
        if (text.length() > limits.numberChars()) {
            throw Text.limit(
                    "a number of " + text.length() + " characters, at most " + limits.numberChars() + " are read");
        }
    }

    private void checkExponent(String text, int from) {
        int exponent = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '+' && c != '-') {
                exponent = exponent * 10 + (c - '0');
            }
            if (exponent > limits.exponent()) {
                throw Text.limit("the number " + Text.quote(text) + " has an exponent beyond ±" + limits.exponent());
            }
        }
    }
}
