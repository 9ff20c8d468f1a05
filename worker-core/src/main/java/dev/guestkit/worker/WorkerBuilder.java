package dev.guestkit.worker;

import dev.guestkit.worker.internal.Engine;
import dev.guestkit.worker.internal.Settings;
import dev.guestkit.worker.internal.WorkerIds;
import dev.guestkit.worker.spi.CapabilityProbe;
import dev.guestkit.worker.spi.JobHandler;
import dev.guestkit.worker.spi.JobTransport;
import dev.guestkit.worker.spi.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** Sets up a {@link Worker}. Everything has a default but the allowed roots: without them, no path is allowed. Not thread-safe. */
public final class WorkerBuilder {
    private final JobTransport transport;
    private final List<JobHandler> handlers = new ArrayList<>();
    private final List<CapabilityProbe> probes = new ArrayList<>();
    private final List<WorkerListener> listeners = new ArrayList<>();
    private final List<Path> roots = new ArrayList<>();
    private final Map<String, String> locality = new HashMap<>();
    private final Map<String, Integer> operations = new HashMap<>();
    private final Map<String, Integer> resources = new HashMap<>();
    private String workerId = WorkerIds.fresh();
    private Optional<String> pool = Optional.empty();
    private boolean privileged;
    private int concurrency = Runtime.getRuntime().availableProcessors();
    private Path scratchDir = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
    private Optional<Long> scratchBytes = Optional.empty();
    private Optional<Long> maxDiskSizeGb = Optional.empty();
    private Optional<Duration> renewEvery = Optional.empty();
    private Duration grace = Duration.ofSeconds(30);
    private Duration interruptAfter = Duration.ofMillis(500);
    private Duration killAfter = Duration.ofSeconds(3);
    private Duration heartbeatEvery = Duration.ofSeconds(10);
    private Duration expireEvery = Duration.ofSeconds(2);
    private Duration firstRetryDelay = Duration.ofSeconds(5);
    private Duration longestRetryDelay = Duration.ofMinutes(10);
    private long maxDataBytes = 16L << 20;
    private int maxArtifacts = 1000;
    private long maxArtifactBytes = 16L << 30;
    private boolean discover = true;
    private ClassLoader classLoader;
    private TimeSource time = TimeSource.system();
    private RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();

    WorkerBuilder(JobTransport transport) {
        this.transport = transport;
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        this.classLoader = context != null ? context : Worker.class.getClassLoader();
    }

    /** Its name among workers, by the rule of job ids. Default: host name, process id and a random part. */
    public WorkerBuilder workerId(String id) {
        workerId = id;
        return this;
    }

    /** The pool it belongs to. Default: none. */
    public WorkerBuilder pool(String name) {
        pool = Optional.of(name);
        return this;
    }

    /** Lets it take jobs that require a privileged worker. Default: it does not. */
    public WorkerBuilder privileged() {
        privileged = true;
        return this;
    }

    /** A label of what is near, matched with the affinity of jobs. Default: none. */
    public WorkerBuilder locality(String key, String value) {
        locality.put(key, value);
        return this;
    }

    /** How many jobs run at once. Default: the number of processors. */
    public WorkerBuilder concurrency(int jobs) {
        concurrency = jobs;
        return this;
    }

    /** How many jobs of this operation run at once. Default: as many as in all. */
    public WorkerBuilder concurrency(String operation, int jobs) {
        operations.put(operation, jobs);
        return this;
    }

    /** How much there is of a resource that handlers name, {@code appliance} for example. Default: one of each. */
    public WorkerBuilder resource(String name, int count) {
        resources.put(name, count);
        return this;
    }

    /** A directory below which jobs may name paths; may be given several times. Default: none, so that no path is allowed. */
    public WorkerBuilder allowedRoot(Path directory) {
        roots.add(directory.toAbsolutePath());
        return this;
    }

    /** Directories below which jobs may name paths. */
    public WorkerBuilder allowedRoots(List<Path> directories) {
        directories.forEach(this::allowedRoot);
        return this;
    }

    /** Where scratch directories are made. Default: the temporary directory of the JVM. */
    public WorkerBuilder scratchDir(Path directory) {
        scratchDir = directory.toAbsolutePath();
        return this;
    }

    /** How many bytes of scratch space handlers may need in all. Default: what is free there at the start. */
    public WorkerBuilder scratchBytes(long bytes) {
        scratchBytes = Optional.of(bytes);
        return this;
    }

    /** The largest disk it takes, in GB of 10^9 bytes. Default: any. */
    public WorkerBuilder maxDiskSizeGb(long size) {
        maxDiskSizeGb = Optional.of(size);
        return this;
    }

    /** How often a lease is renewed, at least. Default, and at most: a third of the lease, which is the transport's to set. */
    public WorkerBuilder renewEvery(Duration period) {
        renewEvery = Optional.of(period);
        return this;
    }

    /** How long running jobs may go on when it is closed. Default: 30 s. */
    public WorkerBuilder grace(Duration time) {
        grace = time;
        return this;
    }

    /** How long after the token a handler's thread is interrupted. Default: 0.5 s. */
    public WorkerBuilder interruptAfter(Duration time) {
        interruptAfter = time;
        return this;
    }

    /** How long after the token the processes of a job are killed. Default: 3 s. */
    public WorkerBuilder killAfter(Duration time) {
        killAfter = time;
        return this;
    }

    /** How often it says that it lives. Default: 10 s. */
    public WorkerBuilder heartbeatEvery(Duration period) {
        heartbeatEvery = period;
        return this;
    }

    /** How often it looks for dead leases of other workers, at least 1 s. Default: 2 s. */
    public WorkerBuilder expireEvery(Duration period) {
        expireEvery = period;
        return this;
    }

    /** The delay before the second attempt, and the longest one; it doubles, with full jitter. Default: 5 s and 10 min. */
    public WorkerBuilder retryDelay(Duration first, Duration longest) {
        firstRetryDelay = first;
        longestRetryDelay = longest;
        return this;
    }

    /** Above how many bytes a result's data becomes an artifact. Default: 16 MiB; at most 24 MiB, a result may have 32. */
    public WorkerBuilder maxDataBytes(long bytes) {
        maxDataBytes = bytes;
        return this;
    }

    /** How many artifacts one attempt may store, and how many bytes each may have. Default: 1,000 and 16 GiB. */
    public WorkerBuilder artifactLimits(int most, long bytesOfEach) {
        maxArtifacts = most;
        maxArtifactBytes = bytesOfEach;
        return this;
    }

    /** A handler, besides those found by discovery; it replaces a found one of its own class. */
    public WorkerBuilder handler(JobHandler handler) {
        handlers.add(handler);
        return this;
    }

    /** A probe of what the machine can do, besides those found by discovery. */
    public WorkerBuilder probe(CapabilityProbe probe) {
        probes.add(probe);
        return this;
    }

    /** Uses only the handlers and probes that were given. */
    public WorkerBuilder withoutDiscovery() {
        discover = false;
        return this;
    }

    /** Where handlers and probes are looked for. Default: the thread's context class loader. */
    public WorkerBuilder classLoader(ClassLoader loader) {
        classLoader = loader;
        return this;
    }

    /** Who hears what the worker does; may be given several times. */
    public WorkerBuilder listener(WorkerListener listener) {
        listeners.add(listener);
        return this;
    }

    /** The clocks. Default: the machine's. */
    public WorkerBuilder time(TimeSource source) {
        time = source;
        return this;
    }

    /** Where the jitter of retries comes from; must be thread-safe. */
    public WorkerBuilder random(RandomGenerator generator) {
        random = generator;
        return this;
    }

    /**
     * Starts it.
     *
     * @throws WorkerException when a setting is out of range, or two handlers run the same operation and version
     */
    public Worker start() {
        Settings settings = settings();
        SettingsCheck.check(settings);
        WorkerMetrics metrics = new WorkerMetrics(time);
        List<WorkerListener> all = new ArrayList<>(listeners);
        all.add(0, metrics);
        Optional<ClassLoader> loader = discover ? Optional.of(classLoader) : Optional.empty();
        Engine engine = new Engine(transport, settings, handlers, probes, loader, all);
        metrics.bind(engine);
        return new Worker(engine, metrics);
    }

    private Settings settings() {
        return new Settings(
                workerId,
                pool,
                privileged,
                locality,
                concurrency,
                operations,
                resources,
                roots,
                scratchDir,
                scratchBytes,
                maxDiskSizeGb,
                renewEvery,
                grace,
                interruptAfter,
                killAfter,
                Duration.ofSeconds(30),
                heartbeatEvery,
                expireEvery,
                firstRetryDelay,
                longestRetryDelay,
                maxDataBytes,
                maxArtifacts,
                maxArtifactBytes,
                time,
                random);
    }
}
