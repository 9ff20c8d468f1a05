package dev.guestkit.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Map;
import java.util.TreeMap;

/**
 * The canonical form of a JSON tree after RFC 8785: members sorted by UTF-16 units, strings escaped only where they must be,
 * numbers as ECMAScript prints them. A number that a double does not hold exactly enters with all its digits, laid out by
 * the same rule.
 */
final class Canonical {
    private static final BigDecimal SAFE = BigDecimal.valueOf(1L << 53);
    private static final int ALWAYS_EXACT_DIGITS = 15;

    private final StringBuilder out = new StringBuilder(512);

    private Canonical() {}

    /** The canonical text of {@code tree}, in which one member of the root may be left out. */
    static String text(JsonNode tree, String without) {
        Canonical canonical = new Canonical();
        canonical.value(tree, without);
        return canonical.out.toString();
    }

    private void value(JsonNode node, String without) {
        switch (node.getNodeType()) {
            case OBJECT -> object(node, without);
            case ARRAY -> array(node);
            case STRING -> string(node.textValue());
            case NUMBER -> out.append(number(node));
            default -> out.append(node.asText("null"));
        }
    }

    private void object(JsonNode node, String without) {
        Map<String, JsonNode> members = new TreeMap<>();
        node.properties().forEach(e -> members.put(e.getKey(), e.getValue()));
        members.remove(without);
        char separator = '{';
        for (Map.Entry<String, JsonNode> member : members.entrySet()) {
            out.append(separator);
            string(member.getKey());
            out.append(':');
            value(member.getValue(), NOTHING);
            separator = ',';
        }
        out.append(separator == '{' ? "{}" : "}");
    }

    /** No key at all: an unpaired surrogate never gets into a tree. */
    static final String NOTHING = "\uD800";

    private void array(JsonNode node) {
        out.append('[');
        for (int i = 0; i < node.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            value(node.get(i), NOTHING);
        }
        out.append(']');
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> {
                    if (c < ' ') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static String number(JsonNode node) {
        if (node.isInt()) {
            return node.asText();
        }
        BigDecimal value = node.decimalValue();
        if (value.signum() == 0) {
            return "0";
        }
        BigDecimal digits = shortest(value.abs().stripTrailingZeros());
        return (value.signum() < 0 ? "-" : "") + layout(digits.unscaledValue().toString(), digits.scale());
    }

    /** The fewest digits that name the same double when {@code value} is exactly a double, otherwise all of its digits. */
    private static BigDecimal shortest(BigDecimal value) {
        // Different decimals of up to 15 digits, and different integers up to 2^53, are different doubles: nothing is
        // shorter.
        if (value.precision() <= ALWAYS_EXACT_DIGITS || (value.scale() <= 0 && value.compareTo(SAFE) <= 0)) {
            return value;
        }
        double held = value.doubleValue();
        if (Double.isInfinite(held) || new BigDecimal(held).compareTo(value) != 0) {
            return value;
        }
        // Double.toString only says how many digits are enough: before JDK 19 they are sometimes more than needed, and
        // not
        // always the nearest (JDK-4511638).
        BigDecimal best = value;
        int digits = new BigDecimal(Double.toString(held)).precision();
        for (BigDecimal next = nearest(value, held, digits); next.signum() != 0; next = nearest(value, held, digits)) {
            best = next;
            digits--;
            if (digits == 0) {
                break;
            }
        }
        return best.stripTrailingZeros();
    }

    /** The decimal of so many digits that is nearest to {@code value} among those that read as {@code held}; 0 for none. */
    private static BigDecimal nearest(BigDecimal value, double held, int digits) {
        BigDecimal below = value.round(new MathContext(digits, RoundingMode.DOWN));
        BigDecimal above = value.round(new MathContext(digits, RoundingMode.UP));
        boolean belowFits = below.doubleValue() == held;
        boolean aboveFits = above.doubleValue() == held;
        if (belowFits && aboveFits) {
            return value.round(new MathContext(digits, RoundingMode.HALF_EVEN));
        }
        return belowFits ? below : aboveFits ? above : BigDecimal.ZERO;
    }

    /** Number::toString of ECMAScript, for the value {@code digits} times ten to the power of minus {@code scale}. */
    private static String layout(String digits, int scale) {
        int k = digits.length();
        int n = k - scale;
        if (k <= n && n <= 21) {
            return digits + "0".repeat(n - k);
        }
        if (0 < n && n <= 21) {
            return digits.substring(0, n) + "." + digits.substring(n);
        }
        if (-6 < n && n <= 0) {
            return "0." + "0".repeat(-n) + digits;
        }
        String exponent = (n > 0 ? "e+" : "e-") + Math.abs(n - 1);
        return (k == 1 ? digits : digits.charAt(0) + "." + digits.substring(1)) + exponent;
    }
}
