package dev.guestkit.job;

import java.util.Map;

/** How the submitter was authenticated, as the client claims. */
public record Authorization(String method, String subject, Map<String, Json> unknown) {
    /** Copies the collections. */
    public Authorization {
        unknown = Map.copyOf(unknown);
    }
}
