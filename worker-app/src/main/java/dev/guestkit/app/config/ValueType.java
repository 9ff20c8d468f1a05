package dev.guestkit.app.config;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a setting's value may be.
 *
 * @param form how it is written, for people
 * @param reader makes the value of what was written, or throws {@link IllegalArgumentException} saying what is wanted
 */
record ValueType<T>(String form, Function<Raw, T> reader) {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");

    static final ValueType<String> TEXT = scalar("text", text -> {
        if (text.isBlank()) {
            throw new IllegalArgumentException("must not be empty");
        }
        return text;
    });

    static final ValueType<Boolean> FLAG = scalar("true or false", text -> switch (text.toLowerCase(Locale.ROOT)) {
        case "true", "yes", "on", "1" -> true;
        case "false", "no", "off", "0" -> false;
        default -> throw new IllegalArgumentException("must be true or false");
    });

    static final ValueType<URI> URL = scalar("URL", text -> {
        if (!text.matches("https?://[^/?#\\s]+[^?#\\s]*")) {
            throw new IllegalArgumentException("must be like https://jobs.example.org or http://127.0.0.1:8080");
        }
        return URI.create(text);
    });

    static final ValueType<Path> PATH = scalar("path", ValueType::path);
    static final ValueType<Duration> DURATION_ =
            scalar("duration, such as 500ms, 30s, 10m, 2h, 7d", ValueType::duration);
    static final ValueType<List<Path>> PATHS = new ValueType<>(
            "list of paths", raw -> items(raw).stream().map(ValueType::path).toList());
    static final ValueType<List<KeySource>> KEYS = new ValueType<>(
            "list of DEVICE:file:PATH or DEVICE:env:NAME",
            raw -> items(raw).stream().map(KeySource::parse).toList());
    static final ValueType<InetSocketAddress> ADDRESS = scalar("address:port", ValueType::address);
    static final ValueType<Map<String, String>> LABELS = new ValueType<>("key=value, …", ValueType::entries);
    static final ValueType<Map<String, Integer>> COUNTS = new ValueType<>("key=number, …", raw -> {
        Map<String, Integer> counts = new LinkedHashMap<>();
        entries(raw).forEach((key, value) -> counts.put(key, (int) number(value, 1, Integer.MAX_VALUE)));
        return counts;
    });

    static ValueType<Long> integer(long least, long most) {
        String form = most == Long.MAX_VALUE ? "integer from " + least + " on" : "integer, " + least + " to " + most;
        return scalar(form, text -> number(text, least, most));
    }

    static ValueType<String> oneOf(String... values) {
        String all = String.join(", ", values);
        return scalar("one of " + all, text -> {
            if (!Arrays.asList(values).contains(text)) {
                throw new IllegalArgumentException("must be one of " + all);
            }
            return text;
        });
    }

    private static <T> ValueType<T> scalar(String form, Function<String, T> reader) {
        return new ValueType<>(form, raw -> {
            if (raw instanceof Raw.Text text) {
                return reader.apply(text.text().strip());
            }
            throw new IllegalArgumentException("must be a single value: " + form);
        });
    }

    private static List<String> items(Raw raw) {
        if (raw instanceof Raw.Items items) {
            return items.items();
        }
        if (raw instanceof Raw.Text text) {
            List<String> items = new ArrayList<>(Arrays.asList(text.text().split(",")));
            items.replaceAll(String::strip);
            items.removeIf(String::isEmpty);
            return items;
        }
        throw new IllegalArgumentException("must be a list");
    }

    private static Map<String, String> entries(Raw raw) {
        if (raw instanceof Raw.Entries entries) {
            return entries.entries();
        }
        Map<String, String> entries = new LinkedHashMap<>();
        for (String item : items(raw)) {
            int equals = item.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("must be key=value, is \"" + item + '"');
            }
            entries.put(
                    item.substring(0, equals).strip(),
                    item.substring(equals + 1).strip());
        }
        return entries;
    }

    private static Path path(String text) {
        try {
            if (text.isBlank()) {
                throw new IllegalArgumentException("must not be empty");
            }
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("is no path: " + e.getReason(), e);
        }
    }

    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        // An IPv6 address stands in brackets, so that its last part is no port.
        if (host.isBlank() || (host.contains(":") && !host.matches("\\[.+]"))) {
            throw new IllegalArgumentException(
                    "must be address:port, such as 127.0.0.1:8080 or [::1]:8080; is \"" + text + '"');
        }
        int port = (int) number(text.substring(colon + 1), 0, 65_535);
        return InetSocketAddress.createUnresolved(host.replaceAll("[\\[\\]]", ""), port);
    }

    private static long number(String text, long least, long most) {
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be an integer, is \"" + text + '"', e);
        }
        throw new IllegalArgumentException("must be at least " + least + " and at most " + most + ", is " + text);
    }

    private static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (matcher.matches()) {
            long amount = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                default -> Duration.ofDays(amount);
            };
        }
        try {
            Duration iso = Duration.parse(text);
            if (!iso.isNegative()) {
                return iso;
            }
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "must be a duration such as 500ms, 30s, 10m, 2h, 7d; is \"" + text + '"', e);
        }
        throw new IllegalArgumentException("must not be negative, is " + text);
    }
}
