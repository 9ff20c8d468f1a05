package dev.guestkit.app.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The settings of a daemon's HTTP front. */
public final class HttpSettings {
    /** Where the API answers. */
    public static final Setting<InetSocketAddress> API_ADDR = of(
            "http.api_addr",
            ValueType.ADDRESS,
            "where the REST API answers, such as `127.0.0.1:8080`; without it nowhere");

    /** Where metrics are shown. */
    public static final Setting<InetSocketAddress> METRICS_ADDR = of(
            "http.metrics_addr",
            ValueType.ADDRESS,
            "where metrics and health are shown, such as `127.0.0.1:9090`; without it nowhere");

    /** Who is let in. */
    public static final Setting<Path> TOKEN_FILE = of(
            "http.token_file",
            ValueType.PATH,
            "who is let in: lines of `name scope,scope sha256:<hex>`; without it everybody on loopback, and nobody elsewhere");

    /** The certificate. */
    public static final Setting<Path> TLS_KEYSTORE =
            of("http.tls_keystore", ValueType.PATH, "a PKCS #12 file with the key and certificate for TLS");

    /** Its password. */
    public static final Setting<Path> TLS_PASSWORD_FILE =
            of("http.tls_password_file", ValueType.PATH, "a file whose first line is the password of that file");

    /** Whether tokens may cross a network in plain text. */
    public static final Setting<Boolean> PLAIN_TEXT = flag(
            "http.plain_text",
            "whether addresses beyond loopback may go without TLS, for example behind a proxy that has it");

    /** Whether anybody sees metrics. */
    public static final Setting<Boolean> OPEN_METRICS =
            flag("http.open_metrics", "whether metrics are shown without a token beyond loopback too");

    /** How many jobs may wait. */
    public static final Setting<Long> MAX_QUEUED = new Setting<>(
            "http.max_queued",
            ValueType.integer(1, Long.MAX_VALUE),
            Optional.of("100000"),
            "how many jobs may wait before submissions over HTTP are answered with 429");

    private HttpSettings() {}

    static List<Setting<?>> all() {
        return List.of(
                API_ADDR,
                METRICS_ADDR,
                TOKEN_FILE,
                TLS_KEYSTORE,
                TLS_PASSWORD_FILE,
                PLAIN_TEXT,
                OPEN_METRICS,
                MAX_QUEUED);
    }

    private static <T> Setting<T> of(String key, ValueType<T> type, String description) {
        return new Setting<>(key, type, Optional.empty(), description);
    }

    private static Setting<Boolean> flag(String key, String description) {
        return new Setting<>(key, ValueType.FLAG, Optional.of("false"), description);
    }
}
