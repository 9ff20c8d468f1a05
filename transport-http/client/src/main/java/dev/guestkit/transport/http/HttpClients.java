package dev.guestkit.transport.http;

import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Makes the JDK's client as this API wants it. */
final class HttpClients {
    private static final int THREADS = 2;

    private HttpClients() {}

    /** A client with two daemon threads at most that end when idle, beside the selector's own one. */
    static HttpClient make() {
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "guestkit-http-client");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return HttpClient.newBuilder()
                .executor(threads)
                .connectTimeout(Duration.ofSeconds(5))
                .version(Version.HTTP_1_1) // in clear text the upgrade to 2 costs a round trip
                .followRedirects(Redirect.NEVER) // the token is for this server alone
                .build();
    }

    /** Names one end of many; unguessable, because cancels are told by it. */
    static String random() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
