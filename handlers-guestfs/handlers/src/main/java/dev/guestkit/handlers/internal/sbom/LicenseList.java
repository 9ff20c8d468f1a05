package dev.guestkit.handlers.internal.sbom;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/**
 * Tells SPDX license expressions (SPDX 2.3, annex D) from the free text that packages have as their license. Immutable.
 */
final class LicenseList {
    private static final int LONGEST = 1_000;

    private final Map<String, String> licenses;
    private final Map<String, String> exceptions;

    private LicenseList(List<String> licenses, List<String> exceptions) {
        this.licenses = byLowerCase(licenses);
        this.exceptions = byLowerCase(exceptions);
    }

    /** Identifiers match whatever their case. */
    private static Map<String, String> byLowerCase(List<String> ids) {
        return ids.stream().collect(Collectors.toUnmodifiableMap(id -> id.toLowerCase(Locale.ROOT), id -> id));
    }

    /** The list that this jar carries. */
    static LicenseList read() {
        try (InputStream in = LicenseList.class.getResourceAsStream("spdx-licenses.txt")) {
            if (in == null) {
                throw new IllegalStateException("the jar of the handlers lacks spdx-licenses.txt; was it repackaged?");
            }
            String[] parts = new String(in.readAllBytes(), UTF_8).strip().split("\n\n", -1);
            return new LicenseList(lines(parts[0]), lines(parts[1]));
        } catch (IOException e) {
            throw new UncheckedIOException("spdx-licenses.txt cannot be read", e);
        }
    }

    private static List<String> lines(String text) {
        return text.lines().filter(line -> !line.startsWith("#")).toList();
    }

    /** The expression with its identifiers as the list spells them; empty when the text is none of listed licenses. */
    Optional<String> expression(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        String[] tokens = text.replace("(", " ( ").replace(")", " ) ").strip().split("\\s+");
        Reader reader = new Reader(new ArrayDeque<>(Arrays.asList(tokens)));
        return reader.compound(0) && reader.left.isEmpty()
                ? Optional.of(reader.said.toString().replace("( ", "(").replace(" )", ")"))
                : Optional.empty();
    }

    /** Reads one expression. */
    private final class Reader {
        private static final int DEEPEST = 20;

        private final Deque<String> left;
        private final StringJoiner said = new StringJoiner(" ");

        Reader(Deque<String> left) {
            this.left = left;
        }

        boolean compound(int depth) {
            boolean fits = depth < DEEPEST && simple(depth);
            while (fits && !left.isEmpty() && List.of("AND", "OR").contains(left.peek())) {
                said.add(left.pop());
                fits = simple(depth);
            }
            return fits;
        }

        private boolean simple(int depth) {
            if (take("(")) {
                return compound(depth + 1) && take(")");
            }
            return license() && (!take("WITH") || exception());
        }

        private boolean take(String token) {
            boolean there = token.equals(left.peek());
            if (there) {
                said.add(left.pop());
            }
            return there;
        }

        private boolean license() {
            String id = left.isEmpty() ? "" : left.pop();
            boolean later = id.endsWith("+") && !licenses.containsKey(id.toLowerCase(Locale.ROOT));
            String plain = later ? id.substring(0, id.length() - 1) : id;
            return known(licenses, plain, later ? "+" : "");
        }

        private boolean exception() {
            return known(exceptions, left.isEmpty() ? "" : left.pop(), "");
        }

        private boolean known(Map<String, String> ids, String id, String suffix) {
            String spelt = ids.get(id.toLowerCase(Locale.ROOT));
            if (spelt != null) {
                said.add(spelt + suffix);
            }
            return spelt != null;
        }
    }
}
