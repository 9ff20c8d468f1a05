package dev.guestkit.http.server.internal.remote;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was handed out under which number, as long as its lease lasts: a worker whose answer was lost asks again and gets the same.
 * Not thread-safe.
 */
final class HandedOuts {
    private final Map<String, List<HandedOut>> byNumber = new HashMap<>();

    /** Everything under this number whose lease lasts. */
    List<HandedOut> under(String number, long now) {
        List<HandedOut> all = byNumber.getOrDefault(number, List.of());
        return all.stream().filter(one -> !one.isDead(now)).toList();
    }

    void add(String number, List<HandedOut> claims) {
        if (!claims.isEmpty()) {
            byNumber.computeIfAbsent(number, n -> new ArrayList<>()).addAll(claims);
        }
    }

    void sweep(long now) {
        byNumber.values().removeIf(claims -> claims.stream().allMatch(one -> one.isDead(now)));
    }
}
