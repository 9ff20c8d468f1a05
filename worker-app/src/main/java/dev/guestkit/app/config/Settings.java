package dev.guestkit.app.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every setting there is. */
public final class Settings {
    /** The spool directory. */
    public static final Setting<Path> SPOOL =
            of("spool.directory", ValueType.PATH, "the spool directory; by default below the user's state directory");

    /** Where a daemon keeps its jobs. */
    public static final Setting<String> TRANSPORT = of(
            "transport",
            ValueType.oneOf("file", "memory", "http"),
            "file",
            "where a daemon has its jobs from: the spool, its memory, where they end with it, or the server at worker.api_url");

    /** How long a worker's silence is borne. */
    public static final Setting<Duration> LEASE =
            of("spool.lease", ValueType.DURATION_, "30s", "how long a worker's claim holds without a sign of life");

    /** How often the directories are read. */
    public static final Setting<Duration> RESCAN = of(
            "spool.rescan",
            ValueType.DURATION_,
            "2s",
            "how often the directories are read, whatever was heard of changes");

    /** How many may wait. */
    public static final Setting<Long> MAX_QUEUED = of(
            "spool.max_queued",
            ValueType.integer(1, Long.MAX_VALUE),
            "how many jobs may wait before submissions are refused; without it any number");

    /** How long ended jobs stay in the flat places. */
    public static final Setting<Duration> KEEP_FLAT = of(
            "spool.keep_flat",
            ValueType.DURATION_,
            "7d",
            "how long ended jobs stay in jobs/done, jobs/failed and results before they move to the archive");

    /** How many ended jobs stay in the flat places. */
    public static final Setting<Long> KEEP_FLAT_COUNT = of(
            "spool.keep_flat_count",
            ValueType.integer(1, Long.MAX_VALUE),
            "10000",
            "how many ended jobs stay there at most");

    /** How long the archive keeps them. */
    public static final Setting<Duration> KEEP_ARCHIVED = of(
            "spool.keep_archived", ValueType.DURATION_, "30d", "how long after their end jobs are kept in the archive");

    /** The worker's name. */
    public static final Setting<String> WORKER_ID = of(
            "worker.id", ValueType.TEXT, "the worker's name, unique on its store; by default made of host and process");

    /** The worker's pool. */
    public static final Setting<String> POOL = of("worker.pool", ValueType.TEXT, "the pool that the worker belongs to");

    /** How many jobs at once. */
    public static final Setting<Long> CONCURRENCY =
            of("worker.concurrency", ValueType.integer(1, 1000), "2", "how many jobs run at once");

    /** How many jobs of an operation at once. */
    public static final Setting<Map<String, Integer>> OPERATIONS =
            of("worker.operations", ValueType.COUNTS, "how many jobs of an operation run at once, where that is fewer");

    /** How many of each named resource there are. */
    public static final Setting<Map<String, Integer>> RESOURCES =
            of("worker.resources", ValueType.COUNTS, "appliance=1", "how many of each named resource there are");

    /** The roots. */
    public static final Setting<List<Path>> ALLOWED_ROOTS = of(
            "worker.allowed_roots",
            ValueType.PATHS,
            "jobs touch files below these directories only; nothing is allowed by default");

    /** The scratch directory. */
    public static final Setting<Path> SCRATCH = of(
            "worker.scratch",
            ValueType.PATH,
            "where jobs have their scratch directories; by default below the JVM's temporary directory");

    /** The largest disk. */
    public static final Setting<Long> MAX_DISK_SIZE = of(
            "worker.max_disk_size_gb",
            ValueType.integer(1, Long.MAX_VALUE),
            "jobs with larger disks are not taken; GB");

    /** Whether privileged jobs are taken. */
    public static final Setting<Boolean> PRIVILEGED =
            of("worker.privileged", ValueType.FLAG, "false", "whether jobs that require a privileged worker are taken");

    /** Where its data is near. */
    public static final Setting<Map<String, String>> LOCALITY = of(
            "worker.locality",
            ValueType.LABELS,
            "labels that a job's affinity is compared with, for example disk_locality=rack1");

    /** The time to finish in. */
    public static final Setting<Duration> GRACE = of(
            "worker.grace",
            ValueType.DURATION_,
            "30s",
            "how long running jobs may go on when the worker is told to end");

    /** Where plug-ins are. */
    public static final Setting<Path> PLUGINS =
            of("worker.plugins", ValueType.PATH, "a directory of jars with further handlers");

    /** Where keys of encrypted disks come from. */
    public static final Setting<List<KeySource>> KEYS = of(
            "appliance.keys",
            ValueType.KEYS,
            "keys of encrypted disks: `DEVICE:file:PATH` or `DEVICE:env:NAME`; the device as the appliance names it, a LUKS UUID, or `all`");

    /** How much memory a machine gets. */
    public static final Setting<Long> APPLIANCE_MEMORY = of(
            "appliance.memory_mib",
            ValueType.integer(256, 1 << 20),
            "memory of a machine, MiB; LUKS 2 with Argon2 needs 1500 and more; by default what libguestfs takes");

    /** How machines are started. */
    public static final Setting<String> APPLIANCE_TIER = of(
            "appliance.tier",
            ValueType.oneOf("auto", "clone", "stock"),
            "auto",
            "how machines are started: copies of a frozen one, booted for each job, or the faster of these that is possible");

    /** How many clones stand ready. */
    public static final Setting<Long> APPLIANCE_POOL = of(
            "appliance.pool",
            ValueType.integer(0, 64),
            "0",
            "how many clones stand ready for the next jobs; each takes 150 MB");

    /** How much is logged. */
    public static final Setting<String> LOG_LEVEL = of(
            "log.level", ValueType.oneOf("error", "warn", "info", "debug", "trace"), "info", "how much a daemon logs");

    private Settings() {}

    /** All of them, in the order in which they are documented. */
    public static List<Setting<?>> all() {
        List<Setting<?>> all = new ArrayList<>(own());
        all.addAll(RemoteSettings.all());
        all.addAll(HttpSettings.all());
        return List.copyOf(all);
    }

    private static List<Setting<?>> own() {
        return List.of(
                TRANSPORT,
                SPOOL,
                LEASE,
                RESCAN,
                MAX_QUEUED,
                KEEP_FLAT,
                KEEP_FLAT_COUNT,
                KEEP_ARCHIVED,
                WORKER_ID,
                POOL,
                CONCURRENCY,
                OPERATIONS,
                RESOURCES,
                ALLOWED_ROOTS,
                SCRATCH,
                MAX_DISK_SIZE,
                PRIVILEGED,
                LOCALITY,
                GRACE,
                PLUGINS,
                KEYS,
                APPLIANCE_MEMORY,
                APPLIANCE_TIER,
                APPLIANCE_POOL,
                LOG_LEVEL);
    }

    private static <T> Setting<T> of(String key, ValueType<T> type, String description) {
        return new Setting<>(key, type, Optional.empty(), description);
    }

    private static <T> Setting<T> of(String key, ValueType<T> type, String fallback, String description) {
        return new Setting<>(key, type, Optional.of(fallback), description);
    }
}
