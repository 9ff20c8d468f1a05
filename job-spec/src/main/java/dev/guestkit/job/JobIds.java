package dev.guestkit.job;

import com.github.f4b6a3.ulid.UlidCreator;

/** The rule for job ids, which become part of file names, and where new ones come from. */
public final class JobIds {
    private static final int SHORTEST = 8;
    private static final int LONGEST = 128;

    private JobIds() {}

    /**
     * Whether {@code id} is a job id: 8 to 128 characters of {@code [A-Za-z0-9._:-]}, the first alphanumeric, no {@code ..}.
     */
    public static boolean isValid(String id) {
        if (id.length() < SHORTEST || id.length() > LONGEST || !isAlphanumeric(id.charAt(0))) {
            return false;
        }
        for (int i = 1; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean allowed = isAlphanumeric(c) || c == '-' || c == '_' || c == ':' || c == '.';
            if (!allowed || (c == '.' && id.charAt(i - 1) == '.')) {
                return false;
            }
        }
        return true;
    }

    static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /** Makes a new id: {@code job-} and a ULID, ascending within this process. */
    public static String next() {
        return "job-" + UlidCreator.getMonotonicUlid();
    }
}
