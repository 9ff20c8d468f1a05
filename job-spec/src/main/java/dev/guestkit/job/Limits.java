package dev.guestkit.job;

/**
 * How much of a document is read at most. Everything beyond is refused with {@code LIMIT_EXCEEDED} before it costs memory.
 *
 * @param jobBytes bytes of a job document
 * @param resultBytes bytes of a result document, and of any JSON value read by itself
 * @param eventBytes bytes of a progress event
 * @param nesting open objects and arrays at once, the root counted as 1
 * @param stringUnits UTF-16 units of one string or key
 * @param numberChars characters of one number
 * @param exponent largest absolute value of a number's written exponent
 * @param members members of one object
 */
public record Limits(
        int jobBytes,
        int resultBytes,
        int eventBytes,
        int nesting,
        int stringUnits,
        int numberChars,
        int exponent,
        int members) {
    /** The limits of the protocol. */
    public static final Limits STANDARD = new Limits(1 << 20, 32 << 20, 64 << 10, 64, 262_144, 1_000, 9_999, 10_000);
}
