package dev.guestkit.transport.http.internal;

import dev.guestkit.worker.spi.ClaimToken;

/** The paths of the remote worker API and of the transport over HTTP, as both ends write them. */
public final class WirePaths {
    /** What every path begins with. */
    public static final String API = "/api/v1";

    /** Below this lie claim, renew, register and what is written about a claimed job. */
    public static final String WORKER = API + "/worker";

    /** A long poll for jobs. */
    public static final String CLAIM = WORKER + "/claim";

    /** Many leases at once. */
    public static final String RENEW = WORKER + "/renew";

    /** A stream of the cancels that concern one worker process. */
    public static final String CANCELS = WORKER + "/cancels";

    /** A worker says who it is, that it lives, that it goes. */
    public static final String REGISTER = WORKER + "/register";

    public static final String HEARTBEAT = WORKER + "/heartbeat";
    public static final String DEREGISTER = WORKER + "/deregister";

    /** Below this lie {@code {id}/start}, {@code progress}, {@code finish}, {@code release} and {@code artifacts/{name}}. */
    public static final String WORKER_JOBS = WORKER + "/jobs";

    /** Below this lies what a transport needs and the REST API for applications does not say in full. */
    public static final String TRANSPORT = API + "/transport";

    /** A submission with the bytes that its digest is taken of. */
    public static final String SUBMIT = TRANSPORT + "/submit";

    /** Below this lie {@code {id}}, a job's whole record, and {@code {id}/events}, a page of its events. */
    public static final String RECORDS = TRANSPORT + "/jobs";

    /** Every waiting job with its reasons. */
    public static final String WAITING = TRANSPORT + "/waiting";

    /** A stream of the ids of jobs of which something changed. */
    public static final String CHANGES = TRANSPORT + "/changes";

    /** Every known worker in full. */
    public static final String WORKERS = API + "/workers";

    /** Counts by state, and why the queue is paused. */
    public static final String STATS = API + "/queue/stats";

    public static final String JOBS = API + "/jobs";
    public static final String PAUSE = API + "/queue/pause";
    public static final String RESUME = API + "/queue/resume";

    /** Carries the claim's token, {@code epoch.nonce}, where the body is the content of an artifact. */
    public static final String CLAIM_HEADER = "Guestkit-Claim";

    private WirePaths() {}

    /** Where a job is seen; an id needs no encoding. */
    public static String job(String jobId) {
        return JOBS + "/" + jobId;
    }

    /** Where its worker writes about a claimed job; {@code step} is the last part, such as {@code finish}. */
    public static String claimed(ClaimToken token, String step) {
        return WORKER_JOBS + "/" + token.jobId() + "/" + step;
    }
}
