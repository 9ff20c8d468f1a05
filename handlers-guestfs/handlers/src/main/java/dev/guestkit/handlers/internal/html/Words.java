package dev.guestkit.handlers.internal.html;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Values of a report as words for people. */
final class Words {
    private static final List<String> UNITS = List.of("bytes", "KiB", "MiB", "GiB", "TiB", "PiB");

    private Words() {}

    /** A size with three digits or so; empty when there is none. */
    static String size(JsonNode bytes) {
        if (!bytes.isNumber()) {
            return "";
        }
        double value = bytes.asDouble();
        int unit = 0;
        while (value >= 1024 && unit < UNITS.size() - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 || value >= 100 ? "%.0f %s" : "%.1f %s", value, UNITS.get(unit));
    }

    /** The elements of an array, none when it is none. */
    static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** The texts of an array or of the values of an object, or the text itself. */
    static String join(JsonNode value) {
        if (value.isBoolean()) {
            return value.booleanValue() ? "yes" : "no";
        }
        return value.isContainerNode()
                ? each(value).map(Words::join).filter(t -> !t.isEmpty()).collect(Collectors.joining(", "))
                : value.asText("");
    }

    /** The text at a key. */
    static Function<JsonNode, String> text(String key) {
        return row -> join(row.path(key));
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String plural(long number, String one, String many) {
        return count(number) + " " + (number == 1 ? one : many);
    }
}
