package dev.guestkit.worker.internal;

import dev.guestkit.job.WorkerCapabilities;
import dev.guestkit.worker.WorkerListener;
import dev.guestkit.worker.WorkerState;
import dev.guestkit.worker.spi.CapabilityProbe;
import dev.guestkit.worker.spi.HandlerSpec;
import dev.guestkit.worker.spi.JobHandler;
import dev.guestkit.worker.spi.JobTransport;
import dev.guestkit.worker.spi.QueueStats;
import dev.guestkit.worker.spi.StopReason;
import dev.guestkit.worker.spi.Subscription;
import dev.guestkit.worker.spi.WorkerView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker's parts and its four threads, from start to close. Thread-safe. */
public final class Engine implements WorkerView {
    private static final Logger log = LoggerFactory.getLogger(Engine.class);

    private final JobTransport transport;
    private final Settings settings;
    private final Parts parts;
    private final StoreWriter writer;
    private final Dispatcher dispatcher;
    private final ClaimLoop claims;
    private final Housekeeper keeper;
    private final Abilities abilities;
    private final Subscription cancels;
    private final List<Role> roles;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile WorkerState phase = WorkerState.READY;

    /** Makes and starts one. */
    public Engine(
            JobTransport transport,
            Settings settings,
            List<JobHandler> handlers,
            List<CapabilityProbe> probes,
            Optional<ClassLoader> discoverBy,
            List<WorkerListener> listeners) {
        this(transport, settings, handlers, probes, discoverBy, listeners, new JobThreads(settings.workerId()));
    }

    @SuppressWarnings("this-escape") // the view is used by jobs only, which come when everything is made
    Engine(
            JobTransport transport,
            Settings settings,
            List<JobHandler> handlers,
            List<CapabilityProbe> probes,
            Optional<ClassLoader> discoverBy,
            List<WorkerListener> listeners,
            JobThreads threads) {
        this.transport = transport;
        this.settings = settings;
        Handlers found = Handlers.of(handlers, discoverBy);
        this.abilities = new Abilities(settings, found, probes, discoverBy);
        Ticks ticks = new Ticks(settings.time());
        Scratch scratch = new Scratch(settings.scratchDir());
        scratch.sweep();
        this.parts =
                Assembly.parts(transport, settings, found, abilities, new Listeners(listeners), this, ticks, threads);
        this.writer = new StoreWriter(ticks, parts.gate(), settings);
        RootedPaths paths = new RootedPaths(settings.allowedRoots());
        RunnerTools tools = new RunnerTools(
                paths,
                scratch,
                new ImageLocks(paths),
                new Results(settings.workerId(), ticks),
                new RetryDelay(settings.firstRetryDelay(), settings.longestRetryDelay(), settings.random()));
        this.dispatcher = new Dispatcher(parts, new Runner(parts, tools, writer));
        this.claims = new ClaimLoop(
                parts.source(), parts.permits(), parts.offers(), dispatcher, parts.gate(), ticks, settings);
        this.keeper = new Housekeeper(transport, parts, abilities, this::state);
        Watch watch = new Watch(parts.active(), parts.stopper(), parts.ticks());
        this.roles = List.of(
                new Role("watch", watch::pass, parts.watchAlarm()),
                new Role("lease", parts.leases()::pass, parts.leaseAlarm()),
                new Role("keeper", keeper::pass, parts.keeperAlarm()));
        this.cancels = transport
                .source()
                .onCancel((token, reason) -> parts.active()
                        .find(token)
                        .ifPresent(attempt -> parts.stopper().stop(attempt, StopReason.CANCEL)));
        start();
    }

    private void start() {
        log.info(
                "worker {} starts with {} places for {}",
                settings.workerId(),
                settings.concurrency(),
                abilities.now("ready", 0).capabilities().operations());
        roles.forEach(role -> startThread(role.name(), role));
        startThread("claim", claims);
        parts.listeners().each(l -> l.stateChanged(WorkerState.READY));
    }

    private void startThread(String role, Runnable body) {
        Thread thread = new Thread(body, "guestkit-" + role + "-" + settings.workerId());
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
    }

    /** How the worker is just now. */
    public WorkerState state() {
        if (phase != WorkerState.READY) {
            return phase;
        }
        return activeJobs() >= settings.concurrency() ? WorkerState.BUSY : WorkerState.READY;
    }

    /** Whether it claims, its store answers, and its own threads do their work. */
    public boolean isReady() {
        return phase == WorkerState.READY && !parts.gate().isAway() && isAlive();
    }

    /** Whether its own threads do their work. */
    public boolean isAlive() {
        return claims.isWell() && roles.stream().allMatch(Role::isWell);
    }

    /** How many jobs it holds. */
    public int activeJobs() {
        return parts.active().size();
    }

    @Override
    public WorkerCapabilities capabilities() {
        return abilities.now(state().wireName(), activeJobs());
    }

    @Override
    public Duration uptime() {
        return parts.ticks().since(0);
    }

    @Override
    public QueueStats queue() {
        return transport.control().stats();
    }

    /** What the worker was set up with. */
    public Settings settings() {
        return settings;
    }

    /** Closes in order and waits; a second caller waits for the first. */
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            awaitClosed();
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            interrupted |= closeInOrder();
        } finally {
            closed.countDown();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Not ready, no claims, grace, cancel, hand back, renewals last, deregister. Answers whether it was interrupted. */
    private boolean closeInOrder() {
        change(WorkerState.DRAINING);
        keeper.hurry();
        claims.close();
        boolean interrupted = !await(settings.grace());
        dispatcher.close();
        parts.active().each().forEach(attempt -> parts.stopper().stop(attempt, StopReason.SHUTDOWN));
        interrupted |= !await(settings.killAfter().plusSeconds(2));
        writer.abandon();
        interrupted |= !await(Duration.ofSeconds(1));
        if (parts.active().size() > 0) {
            log.warn(
                    "{} jobs did not end in time; their leases run out by themselves",
                    parts.active().size());
        }
        parts.leaseAlarm().close();
        parts.watchAlarm().close();
        parts.keeperAlarm().close();
        cancels.close();
        interrupted |= !join(Duration.ofSeconds(5));
        deregister();
        parts.threads().close();
        change(WorkerState.OFFLINE);
        return interrupted;
    }

    /** On a thread of its own: a store that hangs must not make closing hang. */
    private void deregister() {
        threads.clear();
        startThread("deregister", keeper::deregister);
        join(Duration.ofSeconds(2));
    }

    private void change(WorkerState to) {
        phase = to;
        parts.listeners().each(l -> l.stateChanged(to));
    }

    /** False when interrupted: then the rest goes faster. */
    private boolean await(Duration longest) {
        try {
            parts.active().awaitNone(Ticks.nanos(longest));
            return true;
        } catch (InterruptedException e) {
            return false; // put back by close()
        }
    }

    private boolean join(Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        for (Thread thread : threads) {
            try {
                thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
            } catch (InterruptedException e) {
                return false; // put back by close()
            }
            if (thread.isAlive()) {
                log.warn("thread {} hangs in the store; it is a daemon and ends with it", thread.getName());
                thread.interrupt();
            }
        }
        return true;
    }

    private void awaitClosed() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The specifications of all handlers. */
    public List<HandlerSpec> handlerSpecs() {
        return parts.handlers().all().stream().map(HandlerEntry::spec).toList();
    }
}
