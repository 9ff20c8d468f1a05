package dev.guestkit.app.worker;

import dev.guestkit.app.CliException;
import dev.guestkit.app.Surroundings;
import dev.guestkit.app.config.Configuration;
import dev.guestkit.app.config.HttpSettings;
import dev.guestkit.app.config.Setting;
import dev.guestkit.app.config.Settings;
import dev.guestkit.app.jobs.Spool;
import dev.guestkit.http.server.HttpFront;
import dev.guestkit.http.server.HttpFrontBuilder;
import dev.guestkit.http.server.HttpListener;
import dev.guestkit.http.server.HttpListenerBuilder;
import dev.guestkit.worker.spi.JobTransport;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The HTTP front of a daemon with its sockets, as a configuration says; none when it says none. */
final class Serving implements AutoCloseable {
    private final HttpFront front;
    private final List<HttpListener> listeners = new ArrayList<>();
    private Optional<URI> api = Optional.empty();
    private Optional<URI> metrics = Optional.empty();

    private Serving(HttpFront front) {
        this.front = front;
    }

    /**
     * Listens.
     *
     * @throws CliException when an address, a token file or a certificate cannot be had, or the address needs what is not there
     */
    static Serving start(
            Configuration configuration, Surroundings surroundings, JobTransport transport, Workers.Running running) {
        HttpFrontBuilder builder = HttpFront.builder(transport)
                .worker(running.worker())
                .probe("appliance", new ApplianceProbe(running.appliances().engine()))
                .withManagement()
                .withPage()
                .maxQueued(configuration.get(HttpSettings.MAX_QUEUED));
        configuration
                .find(HttpSettings.TOKEN_FILE)
                .ifPresent(file -> builder.tokenFile(surroundings.path(file.toString())));
        if (configuration.get(HttpSettings.OPEN_METRICS)) {
            builder.openMetrics();
        }
        if (configuration.get(Settings.TRANSPORT).equals("file")) {
            builder.probe("disk", new DiskProbe(Spool.directory(configuration, surroundings)));
        }
        try {
            Serving serving = new Serving(builder.build());
            serving.listen(configuration, surroundings);
            return serving;
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new CliException(String.valueOf(e.getMessage()));
        }
    }

    private void listen(Configuration configuration, Surroundings surroundings) {
        try {
            api = listener(configuration, surroundings, HttpSettings.API_ADDR, false);
            metrics = listener(configuration, surroundings, HttpSettings.METRICS_ADDR, true);
        } catch (RuntimeException e) { // half of it is none
            close();
            throw e;
        }
    }

    private Optional<URI> listener(
            Configuration configuration,
            Surroundings surroundings,
            Setting<InetSocketAddress> setting,
            boolean metricsOnly) {
        return configuration.find(setting).map(address -> {
            HttpListenerBuilder builder =
                    HttpListener.builder(front).address(address.getHostString(), address.getPort());
            Certificates.of(configuration, surroundings).ifPresent(builder::tls);
            if (configuration.get(HttpSettings.PLAIN_TEXT)) {
                builder.plainTextAnywhere();
            }
            if (metricsOnly) {
                builder.metricsOnly();
            }
            HttpListener listener = builder.start();
            listeners.add(listener);
            return listener.uri();
        });
    }

    /** Where the API answers. */
    Optional<URI> api() {
        return api;
    }

    /** Where metrics are shown. */
    Optional<URI> metrics() {
        return metrics;
    }

    /** From now on it is not ready and takes no new jobs. */
    void drain() {
        front.drain();
    }

    @Override
    public void close() {
        // Streams first: a listener waits for what is under way.
        front.close();
        listeners.forEach(HttpListener::close);
    }
}
