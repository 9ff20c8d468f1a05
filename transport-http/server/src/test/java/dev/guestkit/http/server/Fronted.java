package dev.guestkit.http.server;

import dev.guestkit.transport.http.HttpTransport;
import dev.guestkit.worker.spi.JobClient;
import dev.guestkit.worker.spi.JobSource;
import dev.guestkit.worker.spi.JobTransport;
import dev.guestkit.worker.spi.QueueControl;
import dev.guestkit.worker.spi.QueueStats;
import dev.guestkit.worker.spi.TimeSource;
import dev.guestkit.worker.spi.WorkerDirectory;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** A store, a server before it on a real socket, and the transport to that server: what tests of transports get to see. */
final class Fronted implements JobTransport {
    private final JobTransport store;
    private final HttpFront front;
    private final HttpListener listener;
    private final HttpTransport remote;

    private Fronted(JobTransport store, TimeSource time) {
        this.store = store;
        this.front = HttpFront.builder(store).time(time).build();
        this.listener = HttpListener.builder(front)
                .address("127.0.0.1", 0)
                .grace(Duration.ofMillis(1))
                .start();
        this.remote = HttpTransport.builder(listener.uri()).time(time).build();
    }

    static Fronted of(JobTransport store, TimeSource time) {
        return new Fronted(store, time);
    }

    URI uri() {
        return listener.uri();
    }

    JobTransport store() {
        return store;
    }

    @Override
    public JobClient client() {
        return remote.client();
    }

    @Override
    public JobSource source() {
        return remote.source();
    }

    /** Dead leases are looked for beside the store, never over HTTP: here when the test says so. */
    @Override
    public QueueControl control() {
        QueueControl asked = remote.control();
        return new QueueControl() {
            @Override
            public QueueStats stats() {
                return asked.stats();
            }

            @Override
            public void pause(String reason) {
                asked.pause(reason);
            }

            @Override
            public void resume() {
                asked.resume();
            }

            @Override
            public Optional<String> pauseReason() {
                return asked.pauseReason();
            }

            @Override
            public int expire() {
                return store.control().expire();
            }
        };
    }

    @Override
    public WorkerDirectory workers() {
        return remote.workers();
    }

    @Override
    public void close() {
        remote.close();
        front.close();
        listener.close();
        store.close();
    }
}
