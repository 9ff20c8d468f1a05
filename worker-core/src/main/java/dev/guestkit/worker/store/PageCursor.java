package dev.guestkit.worker.store;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The place in the order of jobs at which a page ended, as text for clients. */
record PageCursor(long submitted, String jobId) {
    String text() {
        String key = submitted + ":" + jobId;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    static PageCursor parse(String text) {
        try {
            String key = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            int colon = key.indexOf(':');
            return new PageCursor(Long.parseLong(key.substring(0, Math.max(0, colon))), key.substring(colon + 1));
        } catch (IllegalArgumentException e) { // NumberFormatException among them
            throw new IllegalArgumentException("not a cursor of this listing: " + text, e);
        }
    }
}
