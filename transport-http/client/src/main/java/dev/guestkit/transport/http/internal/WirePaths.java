package dev.guestkit.transport.http.internal;

import dev.guestkit.worker.spi.ClaimToken;

/** The paths of the API, as both ends write them. */
public final class WirePaths {
    /** What every path begins with. */
    public static final String API = "/api/v1";

    /** Below this lie claim, renew, register and what is written about a claimed job. */
    public static final String WORKER = API + "/worker";

    private WirePaths() {}

    /** Where a job is seen; an id needs no encoding. */
    public static String job(String jobId) {
        return API + "/jobs/" + jobId;
    }

    /** Where its worker writes about a claimed job; {@code step} is the last part, such as {@code finish}. */
    public static String claimed(ClaimToken token, String step) {
        return WORKER + "/jobs/" + token.jobId() + "/" + step;
    }
}
