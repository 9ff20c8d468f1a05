package dev.guestkit.http.server.internal.guard;

import dev.guestkit.http.server.internal.route.Scope;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A token that is let in.
 *
 * @param name of who has it, for the audit
 * @param hash its SHA-256, lower-case hex: the token itself is kept nowhere
 */
record Token(String name, Set<Scope> scopes, String hash) {
    private static final Pattern FORM =
            Pattern.compile("([A-Za-z0-9._:@-]{1,128})\\s+([a-z,]+)\\s+sha256:([0-9a-fA-F]{64})");

    /**
     * Reads a line of a token file.
     *
     * @throws IllegalArgumentException when it is none, never saying what it holds: that may be a token
     */
    static Token parse(String line) {
        Matcher parts = FORM.matcher(line.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("must be: name scope,scope sha256:<64 hex digits>");
        }
        EnumSet<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String text : parts.group(2).split(",", -1)) {
            scopes.add(Scope.of(text));
        }
        return new Token(parts.group(1), scopes, parts.group(3).toLowerCase(Locale.ROOT));
    }

    static String hash(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static boolean isComment(String line) {
        return line.isBlank() || line.strip().startsWith("#");
    }
}
