package dev.guestkit.appliance;

import dev.guestkit.appliance.ApplianceException.Kind;
import dev.guestkit.appliance.EngineProbe.Finding;
import dev.guestkit.appliance.internal.EngineSettings;
import dev.guestkit.appliance.internal.HostTools;
import dev.guestkit.appliance.internal.KvmMemory;
import dev.guestkit.appliance.internal.PrivateDirectories;
import dev.guestkit.appliance.internal.StockAppliance;
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
    private final Set<StockAppliance> open = ConcurrentHashMap.newKeySet();

    private LibguestfsEngine(EngineSettings settings) {
        this.settings = settings;
        this.tools = HostTools.find(settings);
        this.kvm = new KvmMemory(settings.cacheDirectory(), tools.qemu(), settings.kvmDevice());
        this.directories = new PrivateDirectories(settings.runtimeDirectory());
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
        StockAppliance appliance =
                new StockAppliance(settings, tools, kvm, directories, disks, belongings, open::remove);
        open.add(appliance);
        appliance.start();
        return appliance;
    }

    @Override
    public EngineProbe probe() {
        boolean fast = settings.tryKvm() && proved();
        List<Finding> findings = new ArrayList<>(tools.findings());
        if (settings.tryKvm()) {
            findings.add(kvm.finding());
        }
        return new EngineProbe(StockAppliance.ENGINE, tools.version(), fast ? "kvm" : "tcg", findings);
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
        open.forEach(StockAppliance::close);
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
            return new LibguestfsEngine(
                    new EngineSettings(java, runtime, cache, kvmDevice, memoryMiB, tryKvm, launchTimeout, callTimeout));
        }
    }
}
