package dev.guestkit.transport.http;

import dev.guestkit.transport.http.internal.ClaimJson;
import dev.guestkit.transport.http.internal.WireObject;
import dev.guestkit.transport.http.internal.WirePaths;
import dev.guestkit.worker.spi.CancelListener;
import dev.guestkit.worker.spi.JobClient;
import dev.guestkit.worker.spi.JobSource;
import dev.guestkit.worker.spi.JobTransport;
import dev.guestkit.worker.spi.QueueControl;
import dev.guestkit.worker.spi.WorkerDirectory;
import java.net.URI;

/**
 * Jobs at a server: all that a worker on another host needs is a URL and a token.
 *
 * <p>Thread-safe. A server that is away makes calls throw {@code TransportException}, and work goes on as soon as it answers
 * again. Every request may be repeated: one whose connection is cut before the answer is made again and does its work once. Calls
 * wait for their answer even when interrupted, within the time limit of a request; only a claim's wait ends at once.
 */
public final class HttpTransport implements JobTransport {
    private final Server server;
    private final HintStream<CancelListener> cancels;
    private final HttpJobClient client;
    private final HttpJobSource source;
    private final HttpQueueControl control;
    private final HttpWorkerDirectory workers;

    HttpTransport(Link link, RemoteClaims claims, String session) {
        this.server = link.server();
        this.cancels = new HintStream<>(
                server,
                WirePaths.CANCELS + "?session=" + session,
                (listener, data) -> listener.cancelRequested(
                        ClaimJson.token(WireObject.of(data.path("token"))),
                        data.path("reason").asText()));
        this.client = new HttpJobClient(link);
        this.source = new HttpJobSource(link, claims, cancels, session);
        this.control = new HttpQueueControl(link);
        this.workers = new HttpWorkerDirectory(link);
    }

    /**
     * Connects to the server at {@code url} with every default.
     *
     * @param token what the server knows this worker or application by
     */
    public static HttpTransport connect(URI url, String token) {
        return builder(url).token(token).build();
    }

    /** A builder for a transport to the server at {@code url}, for example {@code https://jobs.example.org}. */
    public static HttpTransportBuilder builder(URI url) {
        return new HttpTransportBuilder(url);
    }

    @Override
    public JobClient client() {
        return client;
    }

    @Override
    public JobSource source() {
        return source;
    }

    @Override
    public QueueControl control() {
        return control;
    }

    @Override
    public WorkerDirectory workers() {
        return workers;
    }

    @Override
    public void close() {
        server.close();
        cancels.close();
        client.close();
    }
}
