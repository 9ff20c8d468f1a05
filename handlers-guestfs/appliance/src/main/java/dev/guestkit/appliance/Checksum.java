package dev.guestkit.appliance;

import dev.guestkit.appliance.ApplianceException.Kind;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/**
 * A checksum as a job document has it: {@code sha256:<64 hex>}, {@code sha512:<128 hex>}, or 64 bare hex digits, which are a SHA-256.
 *
 * @param algorithm {@code sha256} or {@code sha512}
 * @param value hex digits in lower case
 */
public record Checksum(String algorithm, String value) {
    private static final Map<String, Integer> DIGITS = Map.of("sha256", 64, "sha512", 128);

    public Checksum {
        value = value.toLowerCase(Locale.ROOT);
        if (!DIGITS.containsKey(algorithm)) {
            throw new ApplianceException(
                    Kind.UNSUPPORTED_CHECKSUM_ALGORITHM, "checksums are sha256 or sha512, not " + algorithm);
        }
        if (value.length() != DIGITS.getOrDefault(algorithm, 0)
                || !value.chars().allMatch(HexFormat::isHexDigit)) {
            throw new ApplianceException(
                    Kind.VALIDATION, "a " + algorithm + " has " + DIGITS.get(algorithm) + " hex digits");
        }
    }

    /**
     * Reads one.
     *
     * @throws ApplianceException {@code UNSUPPORTED_CHECKSUM_ALGORITHM}, or {@code VALIDATION} for digits that are none
     */
    public static Checksum parse(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? new Checksum("sha256", text)
                : new Checksum(text.substring(0, colon), text.substring(colon + 1));
    }

    @Override
    public String toString() {
        return algorithm + ":" + value;
    }
}
