package dev.guestkit.job;

/**
 * The stable codes of {@link Problem}s. A problem can also have the code {@link ErrorCode#UNSUPPORTED_OPERATION} or {@link
 * ErrorCode#UNSUPPORTED_CHECKSUM_ALGORITHM}.
 */
public final class ProblemCodes {
    /** The bytes are no JSON. */
    public static final String UNPARSABLE = "UNPARSABLE";

    /** The document is larger, deeper or longer somewhere than the limits allow. */
    public static final String LIMIT_EXCEEDED = "LIMIT_EXCEEDED";

    /** An object holds one key twice. */
    public static final String DUPLICATE_KEY = "DUPLICATE_KEY";

    /** A required key is absent. */
    public static final String MISSING = "MISSING";

    /** A value has another JSON type than it must have. */
    public static final String WRONG_TYPE = "WRONG_TYPE";

    /** A value of the right type that the protocol does not allow. */
    public static final String INVALID_VALUE = "INVALID_VALUE";

    /** Two keys disagree. */
    public static final String CONFLICTING_VALUES = "CONFLICTING_VALUES";

    /** A warning: nobody here knows this operation, the job waits for a worker that does. */
    public static final String UNKNOWN_NAMESPACE = "UNKNOWN_NAMESPACE";

    /** A warning: a value is allowed but probably not meant. */
    public static final String UNUSUAL_VALUE = "UNUSUAL_VALUE";

    private ProblemCodes() {}
}
