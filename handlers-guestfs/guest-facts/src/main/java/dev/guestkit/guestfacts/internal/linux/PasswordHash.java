package dev.guestkit.guestfacts.internal.linux;

import java.util.Map;
import java.util.Optional;

/** Names the algorithm of a crypt(5) hash without keeping the hash. */
final class PasswordHash {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("y", "yescrypt"),
            Map.entry("gy", "gost-yescrypt"),
            Map.entry("7", "scrypt"),
            Map.entry("6", "sha512"),
            Map.entry("5", "sha256"),
            Map.entry("2a", "bcrypt"),
            Map.entry("2b", "bcrypt"),
            Map.entry("2x", "bcrypt"),
            Map.entry("2y", "bcrypt"),
            Map.entry("sha1", "sha1"),
            Map.entry("md5", "sunmd5"),
            Map.entry("1", "md5"),
            Map.entry("3", "nt"));

    private PasswordHash() {}

    /** Empty when the field holds no hash at all. */
    static Optional<String> name(String field) {
        String secret = field.replaceFirst("^!+", "");
        if (secret.startsWith("$")) {
            int end = secret.indexOf('$', 1);
            return end < 0 ? Optional.empty() : Optional.of(NAMES.getOrDefault(secret.substring(1, end), "unknown"));
        }
        if (secret.startsWith("_") && secret.length() == 20) {
            return Optional.of("bsdicrypt");
        }
        return secret.matches("[./0-9A-Za-z]{13}") ? Optional.of("descrypt") : Optional.empty();
    }
}
