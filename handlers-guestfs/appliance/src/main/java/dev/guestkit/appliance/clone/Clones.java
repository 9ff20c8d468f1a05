package dev.guestkit.appliance.clone;

import dev.guestkit.appliance.ApplianceException;
import dev.guestkit.appliance.ApplianceException.Kind;
import dev.guestkit.appliance.EngineProbe.Finding;
import dev.guestkit.appliance.Tier;
import dev.guestkit.appliance.internal.EngineSettings;
import dev.guestkit.appliance.internal.Host;
import dev.guestkit.appliance.internal.HostTools;
import dev.guestkit.appliance.internal.KvmMemory;
import dev.guestkit.appliance.internal.Machine;
import dev.guestkit.appliance.internal.PrivateDirectories;
import dev.guestkit.appliance.internal.VettedDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Machines that are clones of a template, which is made when it is not there. Thread-safe. */
public final class Clones implements AutoCloseable {
    /** Enough for every file system; what LUKS 2 with Argon2 takes depends on the disk. */
    private static final int MEMORY_MIB = 512;

    private static final Logger LOG = LoggerFactory.getLogger(Clones.class);
    private static final List<String> NEEDED =
            List.of("debugfs", "prlimit", "setpriv", "sh", "nice", "libguestfs-make-fixed-appliance");
    private static final Duration RETRY = Duration.ofMinutes(10);

    private final EngineSettings settings;
    private final HostTools tools;
    private final KvmMemory kvm;
    private final PrivateDirectories directories;
    private final ClonePool pool;
    private final InstantSource clock = InstantSource.system();
    private final Lock lock = new ReentrantLock();
    private volatile @Nullable Template template;
    private String reason = "its template is not made yet";
    private @Nullable TemplateStore store;
    private volatile @Nullable Thread making;
    private Instant retry = Instant.MIN;

    public Clones(EngineSettings settings, HostTools tools, KvmMemory kvm, PrivateDirectories directories) {
        this.settings = settings;
        this.tools = tools;
        this.kvm = kvm;
        this.directories = directories;
        this.pool = new ClonePool(this::template, directories, settings.pool());
    }

    /** A machine with these disks. Waits until there is a template; the reason why there can be none is what its launch fails with. */
    public Machine machine(List<VettedDisk> disks, List<Path> belongings) {
        CloneSource source = new CloneSource() {
            @Override
            public CloneProcess take() throws IOException, InterruptedException {
                return pool.take(template());
            }

            @Override
            public void given() {
                pool.fill();
            }
        };
        return new CloneMachine(source, settings.callTimeout(), disks, belongings);
    }

    /** Why there is no clone at once; then a template is being made meanwhile, unless that failed a short time ago. Empty when there is one. */
    public Optional<String> missing() {
        if (settings.memoryMiB() > MEMORY_MIB) {
            return Optional.of("machines are to have " + settings.memoryMiB() + " MiB, and clones have " + MEMORY_MIB);
        }
        lock.lock();
        try {
            Template known = template;
            if ((known != null && known.damage().isEmpty()) || findNow()) {
                return Optional.empty();
            }
            if (!settings.makeTemplates()) {
                return Optional.of("there is no template for clones yet (guestkit doctor --prepare makes it)");
            }
            if (making == null && clock.instant().isAfter(retry)) {
                makeInBackground();
            }
            return Optional.of(reason);
        } finally {
            lock.unlock();
        }
    }

    /** Makes the template unless it is there, and fills the pool. */
    public void prepare() {
        template();
        pool.fill();
    }

    /** Whether clones serve here, and why not. */
    public Finding finding() {
        String subject = "clones";
        if (settings.tier() == Tier.STOCK) {
            return Finding.ok(subject, "not asked for: every machine is a stock launch");
        }
        try {
            if (store().find(key()).isPresent()) {
                return Finding.ok(subject, "a template is there, machines start in a fraction of a second");
            }
            return Finding.slow(
                    subject,
                    "there is no template yet; the first worker makes one beside its first jobs, which get stock machines",
                    "guestkit doctor --prepare");
        } catch (IOException | ApplianceException e) {
            return Finding.slow(subject, "machines will be stock launches: " + e.getMessage(), "as it says");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.slow(subject, "interrupted while looking", "");
        }
    }

    // Only when it is needed: who wants stock machines needs no cache directory.
    private TemplateStore store() {
        lock.lock();
        try {
            TemplateStore known = store;
            if (known == null) {
                TemplateMaker maker = new TemplateMaker(directories, Host.here().fixedAppliance());
                known = new TemplateStore(settings.cacheDirectory(), maker::make);
                store = known;
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    private boolean findNow() {
        try {
            template = store().find(key()).orElse(null);
            return template != null;
        } catch (IOException | ApplianceException e) {
            reason = "no template for clones can be made: " + e.getMessage();
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void makeInBackground() {
        reason = "the template for clones is being made";
        Thread thread = new Thread(this::makeOnce, "guestkit-template");
        thread.setDaemon(true);
        making = thread;
        thread.start();
    }

    private void makeOnce() {
        String failure = "";
        try {
            template = store().make(key());
            pool.fill();
        } catch (IOException | ApplianceException e) {
            failure = "no template for clones can be made: " + e.getMessage();
            LOG.warn("{}; stock machines serve, and it is tried again in {}", failure, RETRY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = "the template for clones is not made because the engine was closed";
        }
        lock.lock();
        try {
            making = null;
            if (!failure.isEmpty()) {
                reason = failure;
                retry = clock.instant().plus(RETRY);
            }
        } finally {
            lock.unlock();
        }
    }

    // Outside of the lock: while it is made, others are told so.
    private Template template() {
        Template known = template;
        if (known != null && known.damage().isEmpty()) {
            return known;
        }
        try {
            Template made = store().make(key());
            template = made;
            return made;
        } catch (IOException e) {
            throw new ApplianceException(
                    Kind.APPLIANCE_FAILED, "no template for clones can be made: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApplianceException(Kind.CANCELLED, "interrupted while a template is made", e);
        }
    }

    private TemplateKey key() throws IOException, InterruptedException {
        Host host = Host.here();
        Path qemu = tools.qemu().orElseThrow(() -> new IOException("there is no qemu"));
        if (!host.architecture().equals("x86_64")) {
            throw new IOException("clones are for x86_64, and this is " + host.architecture());
        }
        for (String program : NEEDED) {
            if (host.program(program).isEmpty()) {
                throw new IOException("there is no " + program + " on the PATH");
            }
        }
        String accelerator = settings.tryKvm() && kvm.prove() ? "kvm" : "tcg";
        return TemplateKey.of(new MachineShape(qemu, accelerator, MEMORY_MIB), tools.version(), host);
    }

    @Override
    public void close() {
        Optional.ofNullable(making).ifPresent(Thread::interrupt);
        pool.close();
        Optional.ofNullable(store).ifPresent(TemplateStore::close);
    }
}
