package dev.guestkit.job;

/** The forms that names on the wire have. Each is told by hand, which takes a tenth of the time of the regular expression beside it. */
enum Form {
    VERSION("1\\.0"),
    KIND(JobDocument.KIND),
    JOB_ID("(?!.*\\.\\.)[A-Za-z0-9][A-Za-z0-9._:-]{7,127}"),
    OPERATION("[A-Za-z0-9][A-Za-z0-9_-]*(?:\\.[A-Za-z0-9][A-Za-z0-9_-]*){1,2}"),
    PAYLOAD_TYPE("[A-Za-z0-9][A-Za-z0-9_-]*(?:\\.[A-Za-z0-9][A-Za-z0-9_-]*){1,2}\\.v[1-9][0-9]{0,8}");

    private final String pattern;

    Form(String pattern) {
        this.pattern = pattern;
    }

    /** The same as a regular expression of the whole text, for the published schema. */
    String pattern() {
        return pattern;
    }

    boolean fits(String text) {
        return switch (this) {
            case VERSION -> text.equals(JobDocument.VERSION);
            case KIND -> text.equals(JobDocument.KIND);
            case JOB_ID -> JobIds.isValid(text);
            case OPERATION -> isOperation(text);
            case PAYLOAD_TYPE -> isPayloadType(text);
        };
    }

    private static boolean isOperation(String text) {
        int parts = 1;
        boolean first = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && !first) {
                parts++;
                first = true;
            } else if (JobIds.isAlphanumeric(c) || (!first && (c == '_' || c == '-'))) {
                first = false;
            } else {
                return false;
            }
        }
        return !first && (parts == 2 || parts == 3);
    }

    private static boolean isPayloadType(String text) {
        int dot = text.lastIndexOf('.');
        return dot > 0 && isVersion(text, dot + 1) && isOperation(text.substring(0, dot));
    }

    /** {@code v1} to {@code v999999999}, without leading zero. */
    private static boolean isVersion(String text, int from) {
        int digits = text.length() - from - 1;
        if (digits < 1 || digits > 9 || text.charAt(from) != 'v' || text.charAt(from + 1) == '0') {
            return false;
        }
        for (int i = from + 1; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
