package dev.guestkit.http.server.internal.remote;

import java.util.List;

/** Takes the one answer to a request for jobs; one that comes too late is dropped. */
interface ClaimAnswer {
    /** What was handed out, maybe nothing. */
    void handedOut(List<HandedOut> claims);

    /** The store did not answer. */
    void failed(RuntimeException why);
}
