package dev.guestkit.job;

/** The patterns and messages that the constraints on the records share. */
final class Rules {
    static final String JOB_ID_TEXT =
            "must be 8 to 128 characters of A-Z a-z 0-9 . _ : - of which the first is alphanumeric, without ..";

    static final String OPERATION_TEXT =
            "must be tool.operation or tool.operation.variant, each part of A-Z a-z 0-9 _ - with an alphanumeric first";
    static final String PAYLOAD_TYPE_TEXT = "must be an operation and .v1 to .v999999999";

    static final String SHA256 = "[0-9a-fA-F]{64}";
    static final String STATES = "ready|busy|draining|offline";

    static final String NOT_EMPTY = "must not be empty";
    static final String AT_LEAST = "must be at least {value}";
    static final String AT_MOST = "must be at most {value}";

    private Rules() {}
}
