package dev.guestkit.http.server;

import dev.guestkit.worker.Worker;
import dev.guestkit.worker.spi.JobTransport;
import dev.guestkit.worker.spi.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Sets up a {@link HttpFront}. Not thread-safe. */
public final class HttpFrontBuilder {
    final JobTransport transport;
    final Map<String, HealthProbe> probes = new LinkedHashMap<>();
    final Set<String> names = new HashSet<>();
    Optional<Worker> worker = Optional.empty();
    Optional<Path> tokens = Optional.empty();
    Optional<Authentication> authentication = Optional.empty();
    long maxQueued = 100_000;
    int threads = Math.max(8, 2 * Runtime.getRuntime().availableProcessors());
    Duration bodyTime = Duration.ofSeconds(30);
    boolean metrics;
    boolean openMetrics;
    TimeSource time = TimeSource.system();
    boolean management;
    boolean page;
    Optional<WebhookSettings> webhooks = Optional.empty();

    HttpFrontBuilder(JobTransport transport) {
        this.transport = transport;
    }

    /** The worker of this process: its capabilities, metrics and readiness are shown. Default: none. */
    public HttpFrontBuilder worker(Worker ours) {
        worker = Optional.of(ours);
        return this;
    }

    /**
     * Lets in by bearer tokens, whose hashes are in this file: {@code name scope,scope sha256:<hex>} on a line, the scopes {@code read},
     * {@code submit}, {@code work}, {@code admin}. A change of the file holds within a second. Default: no credentials, and then on loopback
     * only.
     */
    public HttpFrontBuilder tokenFile(Path file) {
        tokens = Optional.of(file);
        return this;
    }

    /** Lets in whom the host knows, instead of tokens. */
    public HttpFrontBuilder authentication(Authentication host) {
        authentication = Optional.of(host);
        return this;
    }

    /** A name of the server in {@code Host} besides those of loopback, where no credentials are asked for. */
    public HttpFrontBuilder hostName(String name) {
        names.add(name.toLowerCase(Locale.ROOT));
        return this;
    }

    /** A further check of readiness and health; {@code name} of letters and underscores. */
    public HttpFrontBuilder probe(String name, HealthProbe probe) {
        probes.put(name, probe);
        return this;
    }

    /** How many jobs may wait before submissions are answered with 429. Default: 100,000. */
    public HttpFrontBuilder maxQueued(long jobs) {
        if (jobs < 1) {
            throw new IllegalArgumentException("maxQueued must be at least 1, was " + jobs);
        }
        maxQueued = jobs;
        return this;
    }

    /** How many threads wait for the store at most. Default: twice the processors, at least 8. */
    public HttpFrontBuilder threads(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("threads must be at least 1, was " + most);
        }
        threads = most;
        return this;
    }

    /** How long the body of a request may take. Default: 30 s. */
    public HttpFrontBuilder bodyTime(Duration longest) {
        if (longest.isNegative() || longest.isZero()) {
            throw new IllegalArgumentException("bodyTime must be positive, was " + longest);
        }
        bodyTime = longest;
        return this;
    }

    /** Shows metrics at {@code /metrics} beside the API too. Default: only where a listener is for metrics. */
    public HttpFrontBuilder withMetrics() {
        metrics = true;
        return this;
    }

    /**
     * Adds the management API of a distributed execution system at {@code /api/distributed}: workers, queue, executions, health. Default:
     * off.
     */
    public HttpFrontBuilder withManagement() {
        management = true;
        return this;
    }

    /** Serves a page at {@code /} on which a person watches, submits and cancels jobs. Default: off. */
    public HttpFrontBuilder withPage() {
        page = true;
        return this;
    }

    /** Takes webhooks of forges at {@code /webhooks} and shows the jobs they became at {@code /jobs}. Default: off. */
    public HttpFrontBuilder webhooks(WebhookSettings settings) {
        webhooks = Optional.of(settings);
        return this;
    }

    /** Shows metrics without credentials to whoever reaches them, not only on loopback. */
    public HttpFrontBuilder openMetrics() {
        openMetrics = true;
        return this;
    }

    /** The clock of answers and of the waits of remote workers. Default: the machine's. */
    public HttpFrontBuilder time(TimeSource clock) {
        time = clock;
        return this;
    }

    /**
     * The finished front; its threads come with the first requests.
     *
     * @throws IllegalArgumentException when the token file cannot be read or is wrong
     */
    public HttpFront build() {
        return new Assembly(this).front();
    }
}
