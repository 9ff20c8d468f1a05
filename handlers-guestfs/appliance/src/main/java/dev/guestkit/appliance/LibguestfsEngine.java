package dev.guestkit.appliance;

import dev.guestkit.appliance.ApplianceException.Kind;
import dev.guestkit.appliance.EngineProbe.Finding;
import dev.guestkit.appliance.clone.Clones;
import dev.guestkit.appliance.internal.EngineSettings;
import dev.guestkit.appliance.internal.HostTools;
import dev.guestkit.appliance.internal.KvmMemory;
import dev.guestkit.appliance.internal.Machine;
import dev.guestkit.appliance.internal.PrivateDirectories;
import dev.guestkit.appliance.internal.ScriptedAppliance;
import dev.guestkit.appliance.internal.StockMachine;
import dev.guestkit.appliance.internal.TieredMachine;
import dev.guestkit.appliance.internal.VettedDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Starts the distribution's libguestfs appliance anew for each job, in a child process that can be killed. Needs no root and no KVM. When
 * a KVM that is there turns out to be broken, it falls back to emulation, warns once, and remembers for this qemu and kernel.
 */
public final class LibguestfsEngine implements ApplianceEngine {
    private static final int MAX_DISKS = 16;

    private final EngineSettings settings;
    private final HostTools tools;
    private final KvmMemory kvm;
    private final PrivateDirectories directories;
    private final Clones clones;
    private final Set<ScriptedAppliance> open = ConcurrentHashMap.newKeySet();

    private LibguestfsEngine(EngineSettings settings) {
        this.settings = settings;
        this.tools = HostTools.find(settings);
        this.kvm = new KvmMemory(settings.cacheDirectory(), tools.qemu(), settings.kvmDevice());
        this.directories = new PrivateDirectories(settings.runtimeDirectory());
        this.clones = new Clones(settings, tools, kvm, directories);
    }

    /** Starts with defaults that fit most hosts. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Appliance open(List<VettedImage> images, List<Path> belongings) {
        if (images.isEmpty() || images.size() > MAX_DISKS) {
            throw new ApplianceException(
                    Kind.VALIDATION, "an appliance takes 1 to " + MAX_DISKS + " disks, not " + images.size());
        }
        List<VettedDisk> disks = new ArrayList<>();
        for (VettedImage image : images) {
            image.verifyUnchanged();
            disks.add(image.disk());
        }
        tools.require();
        Machine machine = machine(disks, belongings);
        ScriptedAppliance appliance =
                new ScriptedAppliance(machine, settings.launchTimeout(), disks.size(), open::remove);
        open.add(appliance);
        appliance.start();
        return appliance;
    }

    private Machine machine(List<VettedDisk> disks, List<Path> belongings) {
        return switch (settings.tier()) {
            case CLONE -> clones.machine(disks, belongings);
            case STOCK -> stock(disks, belongings, "");
            case AUTO ->
                clones.missing()
                        .map(why -> stock(disks, belongings, why))
                        .orElseGet(() -> new TieredMachine(
                                clones.machine(disks, belongings), why -> stock(disks, belongings, why)));
        };
    }

    private Machine stock(List<VettedDisk> disks, List<Path> belongings, String reason) {
        return new StockMachine(settings, tools, kvm, directories, disks, belongings, reason);
    }

    @Override
    public EngineProbe probe() {
        boolean fast = settings.tryKvm() && proved();
        List<Finding> findings = new ArrayList<>(tools.findings());
        if (settings.tryKvm()) {
            findings.add(kvm.finding());
        }
        findings.add(clones.finding());
        return new EngineProbe(StockMachine.ENGINE, tools.version(), fast ? "kvm" : "tcg", findings);
    }

    /**
     * Makes what lets machines start fast, unless it is there: it takes up to a minute, once.
     *
     * @throws ApplianceException {@code APPLIANCE_FAILED} when this host cannot have it, with the reason
     */
    public void prepare() {
        tools.require();
        clones.prepare();
    }

    private boolean proved() {
        try {
            return kvm.prove();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return kvm.usable();
        }
    }

    @Override
    public void close() {
        open.forEach(appliance -> appliance.kill("the engine was closed"));
        open.forEach(ScriptedAppliance::close);
        clones.close();
    }

    /** Builds an engine. Not thread-safe. */
    public static final class Builder {
        private Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        private Path runtime =
                Path.of(System.getProperty("java.io.tmpdir"), "guestkit-" + System.getProperty("user.name"));
        private Path cache = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(folder -> !folder.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
                .resolve("guestkit");
        private Path kvmDevice = Path.of("/dev/kvm");
        private int memoryMiB;
        private Tier tier = Tier.STOCK;
        private int pool;
        private boolean makeTemplates = true;
        private boolean tryKvm = true;
        private Duration launchTimeout = Duration.ofMinutes(3);
        private Duration callTimeout = Duration.ofMinutes(5);

        private Builder() {}

        /** The java of the child process, default the one of {@code java.home}. */
        public Builder java(Path program) {
            java = program;
            return this;
        }

        /** Where sockets and overlays of running machines lie; a short path, owned by this user. Default in {@code java.io.tmpdir}. */
        public Builder runtimeDirectory(Path folder) {
            runtime = folder;
            return this;
        }

        /** Where is remembered whether KVM works, default {@code ~/.cache/guestkit}. */
        public Builder cacheDirectory(Path folder) {
            cache = folder;
            return this;
        }

        /** What stands for KVM: a test gives a file, to have one on every host. */
        Builder kvmDevice(Path device) {
            kvmDevice = device;
            return this;
        }

        /** Memory of the machine in MiB, default what libguestfs takes. LUKS2 with Argon2 needs 1 GiB and more. */
        public Builder memoryMiB(int size) {
            memoryMiB = size;
            return this;
        }

        /** How machines are started. */
        public Builder tier(Tier value) {
            tier = value;
            return this;
        }

        /**
         * How many clones stand ready, 0 by default: each takes 150 MB. They are let go when nobody asks for a machine in a while or memory is
         * short.
         *
         * @throws IllegalArgumentException when it is negative
         */
        public Builder pool(int size) {
            if (size < 0) {
                throw new IllegalArgumentException("a pool cannot have " + size + " machines");
            }
            pool = size;
            return this;
        }

        /** Whether {@link Tier#AUTO} makes a missing template meanwhile, default true; a process that ends after one job has nothing of it. */
        public Builder makeTemplates(boolean allowed) {
            makeTemplates = allowed;
            return this;
        }

        /** Whether KVM is tried when it is there, default true. */
        public Builder tryKvm(boolean allowed) {
            tryKvm = allowed;
            return this;
        }

        /** Limit for the start of a machine, default 180 s: the first one builds the appliance. */
        public Builder launchTimeout(Duration limit) {
            launchTimeout = limit;
            return this;
        }

        /** Limit for each request, default 300 s. */
        public Builder callTimeout(Duration limit) {
            callTimeout = limit;
            return this;
        }

        /** Makes the engine and removes what machines of dead processes left behind. */
        public LibguestfsEngine build() {
            return new LibguestfsEngine(new EngineSettings(
                    java,
                    runtime,
                    cache,
                    kvmDevice,
                    memoryMiB,
                    tier,
                    pool,
                    makeTemplates,
                    tryKvm,
                    launchTimeout,
                    callTimeout));
        }
    }
}
