package dev.guestkit.guestfacts.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.guestkit.guestfacts.GuestFactsException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Reads JSON out of a guest, within limits. */
public final class JsonText {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(100)
                    .maxStringLength(1 << 20)
                    .maxNameLength(10_000)
                    .maxNumberLength(1_000)
                    .build())
            .build();

    private JsonText() {}

    /**
     * The strings and numbers at these members of the document, and at {@code a/b} for members of members. Of two with one name the first
     * counts.
     *
     * @throws GuestFactsException {@code MALFORMED} when it is no JSON or beyond the limits
     */
    public static Map<String, String> members(byte[] bytes, Set<String> wanted) {
        Map<String, String> members = new HashMap<>();
        boolean mark =
                bytes.length >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf;
        try (JsonParser parser = JSON.createParser(bytes, mark ? 3 : 0, bytes.length - (mark ? 3 : 0))) {
            int depth = 0;
            String first = "";
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isStructStart()) {
                    depth++;
                    first = depth == 2
                            ? String.valueOf(
                                    parser.getParsingContext().getParent().getCurrentName())
                            : first;
                } else if (token.isStructEnd()) {
                    depth--;
                } else if (token.isScalarValue() && (depth == 1 || depth == 2)) {
                    String name = String.valueOf(parser.currentName());
                    String place = depth == 1 ? name : first + "/" + name;
                    if (wanted.contains(place)) {
                        members.putIfAbsent(place, Text.clean(parser.getText()));
                    }
                }
            }
            return members;
        } catch (IOException e) {
            throw new GuestFactsException(
                    GuestFactsException.Kind.MALFORMED, "no JSON: " + Text.clean(String.valueOf(e.getMessage())));
        }
    }
}
