package dev.guestkit.http.server.internal.hooks;

import dev.guestkit.http.server.WebhookSettings;
import dev.guestkit.http.server.internal.route.ApiError;
import dev.guestkit.http.server.internal.route.ApiException;
import dev.guestkit.http.server.internal.route.Exchange;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 over the raw body, as forges send it. */
final class HookSignature {
    private static final String GITHUB = "X-Hub-Signature-256";
    private static final String GITEA = "X-Gitea-Signature";
    private static final String PREFIX = "sha256=";

    private final Optional<byte[]> secret;
    private final boolean takesUnsigned;

    HookSignature(WebhookSettings settings) {
        secret = settings.secret();
        takesUnsigned = settings.takesUnsigned();
    }

    /**
     * Refuses what is not signed with the secret.
     *
     * @param gitea whether the older header field is looked at: of two that are sent both must be right
     */
    void require(Exchange exchange, byte[] body, boolean gitea) {
        if (secret.isEmpty()) {
            if (!takesUnsigned) {
                throw refused("no webhook secret is configured here, so nothing can be proved: configure one");
            }
            return;
        }
        byte[] right = hmac(secret.get(), body);
        boolean one = gitea && check(exchange.headers(GITEA), right, GITEA);
        boolean other = check(exchange.headers(GITHUB), right, GITHUB);
        if (!one && !other) {
            throw refused("the event is not signed; send " + (gitea ? GITEA + " or " : "") + GITHUB);
        }
    }

    private static boolean check(List<String> sent, byte[] right, String name) {
        for (String value : sent) {
            if (!MessageDigest.isEqual(right, bytes(value.strip()))) {
                throw refused(name + " is not the HMAC-SHA256 of the body with the secret configured here");
            }
        }
        return !sent.isEmpty();
    }

    private static byte[] bytes(String value) {
        String hex = value.startsWith(PREFIX) ? value.substring(PREFIX.length()) : value;
        try {
            return HexFormat.of().parseHex(hex);
        } catch (IllegalArgumentException e) { // it is no signature, and so not the right one
            return new byte[0];
        }
    }

    private static byte[] hmac(byte[] key, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has HmacSHA256", e);
        }
    }

    private static ApiException refused(String message) {
        return ApiError.UNAUTHORIZED.because(message);
    }
}
