package dev.guestkit.job;

/** The patterns and messages that the constraints on the records share. */
final class Rules {
    static final String JOB_ID = "(?!.*\\.\\.)[A-Za-z0-9][A-Za-z0-9._:-]{7,127}";
    static final String JOB_ID_TEXT =
            "must be 8 to 128 characters of A-Z a-z 0-9 . _ : - of which the first is alphanumeric, without ..";

    private static final String PART = "[A-Za-z0-9][A-Za-z0-9_-]*";
    static final String OPERATION = PART + "(?:\\." + PART + "){1,2}";
    static final String OPERATION_TEXT =
            "must be tool.operation or tool.operation.variant, each part of A-Z a-z 0-9 _ - with an alphanumeric first";
    static final String PAYLOAD_TYPE = OPERATION + "\\.v[1-9][0-9]{0,8}";
    static final String PAYLOAD_TYPE_TEXT = "must be an operation and .v1 to .v999999999";

    static final String SHA256 = "[0-9a-fA-F]{64}";
    static final String STATES = "ready|busy|draining|offline";

    static final String NOT_EMPTY = "must not be empty";
    static final String AT_LEAST = "must be at least {value}";
    static final String AT_MOST = "must be at most {value}";

    private Rules() {}
}
