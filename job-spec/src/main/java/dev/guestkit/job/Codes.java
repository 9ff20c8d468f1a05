package dev.guestkit.job;

/** The stable codes of {@link Problem}s, beside those of {@link ErrorCode} that a problem can be. */
final class Codes {
    /** The bytes are no JSON. */
    static final String UNPARSABLE = "UNPARSABLE";

    /** The document is larger, deeper or longer somewhere than the limits allow. */
    static final String LIMIT_EXCEEDED = "LIMIT_EXCEEDED";

    /** An object holds one key twice. */
    static final String DUPLICATE_KEY = "DUPLICATE_KEY";

    /** A required key is absent. */
    static final String MISSING = "MISSING";

    /** A value has another JSON type than it must have. */
    static final String WRONG_TYPE = "WRONG_TYPE";

    /** A value of the right type that the protocol does not allow. */
    static final String INVALID_VALUE = "INVALID_VALUE";

    /** Two keys disagree. */
    static final String CONFLICTING_VALUES = "CONFLICTING_VALUES";

    /** A warning: nobody here knows this operation, the job waits for a worker that does. */
    static final String UNKNOWN_NAMESPACE = "UNKNOWN_NAMESPACE";

    /** A warning: a value is allowed but probably not meant. */
    static final String UNUSUAL_VALUE = "UNUSUAL_VALUE";

    private Codes() {}
}
