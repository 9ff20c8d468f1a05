package dev.guestkit.job;

/**
 * One thing that is wrong with a document.
 *
 * @param pointer JSON Pointer (RFC 6901) to the offending value; for a missing key the key's own place; empty for bytes
 *     that are no JSON at all
 * @param severity whether it makes the document invalid
 * @param code stable: one of {@link ProblemCodes}, or a name of {@link ErrorCode}
 * @param message what is wrong, with which value, and what is wanted
 */
public record Problem(String pointer, Severity severity, String code, String message) {
    /** The same problem with its place below {@code prefix}, a JSON Pointer. */
    Problem under(String prefix) {
        return new Problem(prefix + pointer, severity, code, message);
    }

    /** Only an error makes a document invalid. */
    public enum Severity {
        ERROR,
        WARNING
    }
}
