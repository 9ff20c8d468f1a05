package dev.guestkit.job;

import java.util.Locale;
import java.util.Optional;

/**
 * The checksum that an image must have. Immutable.
 *
 * @param algorithm {@code sha256} or {@code sha512}
 * @param hex its digits in lower case
 */
public record Checksum(String algorithm, String hex) {
    private static final int SHA256_DIGITS = 64;
    private static final int SHA512_DIGITS = 128;

    /** What is wrong with a checksum's text: a code of {@link Problem}s and a message. */
    record Wrong(String code, String message) {}

    /**
     * Reads {@code sha256:<64 hex>}, {@code sha512:<128 hex>} or bare 64 hex digits, which are a SHA-256; hex digits of either
     * case.
     *
     * @throws IllegalArgumentException when {@code text} is none of them
     */
    public static Checksum parse(String text) {
        problem(text).ifPresent(p -> {
            throw new IllegalArgumentException("a checksum " + p.message());
        });
        int colon = text.indexOf(':');
        String algorithm = colon < 0 ? "sha256" : text.substring(0, colon);
        return new Checksum(algorithm, text.substring(colon + 1).toLowerCase(Locale.ROOT));
    }

    static Optional<Wrong> problem(String text) {
        int colon = text.indexOf(':');
        String algorithm = colon < 0 ? "sha256" : text.substring(0, colon);
        int digits = switch (algorithm) {
            case "sha256" -> SHA256_DIGITS;
            case "sha512" -> SHA512_DIGITS;
            default -> 0;
        };
        if (digits == 0) {
            return Optional.of(new Wrong(
                    ErrorCode.UNSUPPORTED_CHECKSUM_ALGORITHM.name(),
                    "must name sha256 or sha512, names " + Text.quote(algorithm)));
        }
        if (text.length() - colon - 1 != digits || !isHex(text, colon + 1)) {
            return Optional.of(new Wrong(
                    ProblemCodes.INVALID_VALUE,
                    "must have " + digits + " hex digits for " + algorithm + ", is " + Text.quote(text)));
        }
        return Optional.empty();
    }

    private static boolean isHex(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
            if (!hex) {
                return false;
            }
        }
        return true;
    }

    /** {@code sha256:} or {@code sha512:} and the digits. */
    @Override
    public String toString() {
        return algorithm + ":" + hex;
    }
}
