package dev.guestkit.job;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A version after Semantic Versioning 2.0.0, ordered by its precedence rules (build metadata is ignored).
 *
 * <p>Split by hand: the specification's regular expression recurses once per identifier and overflows the stack on long ones.
 */
record SemanticVersion(List<String> core, List<String> preRelease) implements Comparable<SemanticVersion> {
    static final SemanticVersion ONE = new SemanticVersion(List.of("1", "0", "0"), List.of());

    static Optional<SemanticVersion> parse(String text) {
        int plus = text.indexOf('+');
        if (plus >= 0 && !identifiers(split(text.substring(plus + 1)), false)) {
            return Optional.empty();
        }
        String version = plus < 0 ? text : text.substring(0, plus);
        int dash = version.indexOf('-');
        List<String> pre = dash < 0 ? List.of() : split(version.substring(dash + 1));
        List<String> core = split(dash < 0 ? version : version.substring(0, dash));
        boolean valid = core.size() == 3 && core.stream().allMatch(SemanticVersion::isNumber) && identifiers(pre, true);
        return valid ? Optional.of(new SemanticVersion(core, pre)) : Optional.empty();
    }

    private static List<String> split(String text) {
        return Arrays.asList(text.split("\\.", -1));
    }

    private static boolean identifiers(List<String> parts, boolean noLeadingZeros) {
        for (String part : parts) {
            if (part.isEmpty() || !part.chars().allMatch(SemanticVersion::isIdentifierCharacter)) {
                return false;
            }
            if (noLeadingZeros && allDigits(part) && !isNumber(part)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isIdentifierCharacter(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
    }

    private static boolean allDigits(String part) {
        return part.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isNumber(String part) {
        return !part.isEmpty() && allDigits(part) && (part.length() == 1 || part.charAt(0) != '0');
    }

    @Override
    public int compareTo(SemanticVersion other) {
        for (int i = 0; i < 3; i++) {
            int order = compareNumbers(core.get(i), other.core.get(i));
            if (order != 0) {
                return order;
            }
        }
        if (preRelease.isEmpty() || other.preRelease.isEmpty()) {
            return Boolean.compare(preRelease.isEmpty(), other.preRelease.isEmpty());
        }
        return comparePreRelease(other);
    }

    private int comparePreRelease(SemanticVersion other) {
        int common = Math.min(preRelease.size(), other.preRelease.size());
        for (int i = 0; i < common; i++) {
            int order = compareIdentifiers(preRelease.get(i), other.preRelease.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(preRelease.size(), other.preRelease.size());
    }

    private static int compareIdentifiers(String a, String b) {
        boolean aNumber = allDigits(a);
        boolean bNumber = allDigits(b);
        if (aNumber && bNumber) {
            return compareNumbers(a, b);
        }
        return aNumber == bNumber ? a.compareTo(b) : aNumber ? -1 : 1;
    }

    /** Without leading zeros the longer number is the greater one, however long. */
    private static int compareNumbers(String a, String b) {
        return a.length() == b.length() ? a.compareTo(b) : Integer.compare(a.length(), b.length());
    }
}
