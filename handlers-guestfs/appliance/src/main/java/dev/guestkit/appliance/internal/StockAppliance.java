package dev.guestkit.appliance.internal;

import dev.guestkit.appliance.Appliance;
import dev.guestkit.appliance.ApplianceException;
import dev.guestkit.appliance.ApplianceException.Kind;
import dev.guestkit.appliance.ApplianceInfo;
import dev.guestkit.appliance.GuestFilesystem;
import dev.guestkit.appliance.MachineUsage;
import dev.guestkit.appliance.Storage;
import dev.guestkit.appliance.child.Wire;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A stock libguestfs appliance in a child process. */
public final class StockAppliance implements Appliance {
    /** Name of the engine. */
    public static final String ENGINE = "libguestfs";

    private static final int MAX_OUTPUT = 64 << 20;

    private final EngineSettings settings;
    private final HostTools tools;
    private final KvmMemory kvm;
    private final List<VettedDisk> disks;
    private final List<Path> belongings;
    private final Path folder;
    private final Consumer<StockAppliance> onClose;
    private final CompletableFuture<ApplianceInfo> ready = new CompletableFuture<>();
    private final AtomicReference<ChildProcess> child = new AtomicReference<>();
    private final AtomicReference<ApplianceException> killed = new AtomicReference<>();
    private final AtomicInteger places = new AtomicInteger();
    private final Lock requests = new ReentrantLock();
    private Optional<Storage> known = Optional.empty();

    public StockAppliance(
            EngineSettings settings,
            HostTools tools,
            KvmMemory kvm,
            PrivateDirectories directories,
            List<VettedDisk> disks,
            List<Path> belongings,
            Consumer<StockAppliance> onClose) {
        this.settings = settings;
        this.tools = tools;
        this.kvm = kvm;
        this.disks = List.copyOf(disks);
        this.belongings = List.copyOf(belongings);
        this.folder = directories.create();
        this.onClose = onClose;
    }

    /** Begins the launch. */
    public void start() {
        Thread thread = new Thread(this::launch, "guestkit-appliance-launch");
        thread.setDaemon(true);
        thread.start();
    }

    private void launch() {
        long begin = System.nanoTime();
        try {
            List<Path> overlays = new ArrayList<>();
            for (int i = 0; i < disks.size(); i++) {
                overlays.add(Overlay.create(folder, i, disks.get(i)));
            }
            boolean tryKvm = settings.tryKvm() && kvm.prove();
            String version = tryKvm ? launchWithKvm(overlays) : attempt(overlays, true);
            boolean viaKvm = tryKvm && kvm.usable();
            ready.complete(new ApplianceInfo(
                    ENGINE, version, viaKvm ? "kvm" : "tcg", Duration.ofNanos(System.nanoTime() - begin)));
        } catch (RequestFailed e) {
            ready.completeExceptionally(LaunchFailures.explain(String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ready.completeExceptionally(e);
        } catch (RuntimeException | Error e) {
            ready.completeExceptionally(e);
        }
    }

    private String launchWithKvm(List<Path> overlays) {
        String why;
        try {
            return attempt(overlays, false);
        } catch (RequestFailed e) {
            why = String.valueOf(e.getMessage());
        } catch (ApplianceException e) {
            if (e.kind() == Kind.CANCELLED || killed.get() != null) {
                throw e;
            }
            why = String.valueOf(e.getMessage());
        }
        Optional.ofNullable(child.get())
                .ifPresent(c -> c.kill(new ApplianceException(Kind.APPLIANCE_FAILED, "KVM does not work")));
        Trees.clean(folder, overlays);
        String version = attempt(overlays, true);
        kvm.remember(why);
        return version;
    }

    private String attempt(List<Path> overlays, boolean forceTcg) {
        ChildProcess started = ChildProcess.start(settings, tools, folder, belongings);
        child.set(started);
        Optional.ofNullable(killed.get()).ifPresent(started::kill);
        byte[][] fields = new byte[2 + overlays.size()][];
        fields[0] = bytes(Boolean.toString(forceTcg));
        fields[1] = bytes(Integer.toString(settings.memoryMiB()));
        for (int i = 0; i < overlays.size(); i++) {
            fields[2 + i] = bytes(overlays.get(i).toString());
        }
        byte[] version = started.request(settings.launchTimeout(), Wire.LAUNCH, fields);
        return new String(version, StandardCharsets.UTF_8);
    }

    @Override
    public ApplianceInfo awaitReady() {
        // The launch limits itself, twice when KVM is broken; this one is for the unforeseen.
        Duration limit = settings.launchTimeout().multipliedBy(2).plusSeconds(60);
        try {
            return ready.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (TimeoutException e) {
            throw new ApplianceException(
                    Kind.TIMEOUT, "the appliance was not ready within " + limit.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApplianceException(Kind.CANCELLED, "interrupted while the appliance starts", e);
        }
    }

    private ApplianceException failure(@Nullable Throwable cause) {
        ApplianceException reason = killed.get();
        if (reason != null) {
            return new ApplianceException(reason.kind(), String.valueOf(reason.getMessage()), cause);
        }
        return cause instanceof ApplianceException known
                ? new ApplianceException(known.kind(), String.valueOf(known.getMessage()), known)
                : new ApplianceException(Kind.APPLIANCE_FAILED, "the appliance did not start: " + cause, cause);
    }

    @Override
    public Storage storage() {
        requests.lock();
        try {
            if (known.isEmpty()) {
                known = Optional.of(describe(false));
            }
            return known.get();
        } finally {
            requests.unlock();
        }
    }

    private Storage describe(boolean rescan) {
        byte[] text = run(Script.of("storage.sh").with("rescan", rescan ? "yes" : "no"), MAX_OUTPUT);
        return new StorageReader(disks.size()).read(text);
    }

    @Override
    public boolean unlock(String device, byte[] passphrase) {
        boolean locked = storage().volumes().stream().anyMatch(v -> v.device().equals(device) && v.encrypted());
        if (!locked) {
            throw new ApplianceException(
                    Kind.VALIDATION, Text.shown(device) + " is not an encrypted volume of these disks");
        }
        String name = "gk-luks" + places.incrementAndGet();
        byte[] key = passphrase.clone();
        requests.lock();
        try {
            // libguestfs takes /dev/sdX for the X-th disk, which need not have that letter: a name of ours is taken as
            // it is.
            String link = "/dev/" + name;
            run(
                    Script.text("ln -s \"$device\" \"$link\"\n")
                            .with("device", device)
                            .with("link", link),
                    MAX_OUTPUT);
            byte[] answer = call(Wire.UNLOCK, bytes(link), key, bytes(name));
            boolean open = new String(answer, StandardCharsets.UTF_8).equals("open");
            if (open) {
                known = Optional.of(describe(true));
            }
            return open;
        } finally {
            Arrays.fill(key, (byte) 0);
            requests.unlock();
        }
    }

    @Override
    public GuestFilesystem mount(String device, String subvolume) {
        boolean ours = storage().volumes().stream().anyMatch(v -> v.device().equals(device));
        if (!ours || subvolume.indexOf(',') >= 0 || subvolume.indexOf('\0') >= 0) {
            throw new ApplianceException(
                    Kind.VALIDATION, "there is no " + Text.shown(device + " " + subvolume) + " on these disks");
        }
        String place = "/gk/" + places.incrementAndGet();
        byte[] answer = run(
                Script.of("mount.sh")
                        .with("device", device)
                        .with("place", place)
                        .with("subvolume", subvolume),
                4096);
        return StockFilesystem.mounted(this, device, subvolume, place, new String(answer, StandardCharsets.UTF_8));
    }

    /** Runs a script in the appliance. */
    byte[] run(Script script, int limit) {
        return call(Wire.RUN, bytes(script.text()), bytes(Integer.toString(limit)));
    }

    /** Copies a file of the appliance to the host. */
    void fetch(String remote, Path local, long limit) {
        call(Wire.FETCH, bytes(remote), bytes(local.toString()), bytes(Long.toString(limit)));
    }

    private byte[] call(byte kind, byte[]... fields) {
        awaitReady();
        requests.lock();
        try {
            ChildProcess running = Optional.ofNullable(child.get())
                    .orElseThrow(() -> new ApplianceException(Kind.APPLIANCE_FAILED, "the appliance has no process"));
            return running.request(settings.callTimeout(), kind, fields);
        } catch (RequestFailed e) {
            throw new ApplianceException(Kind.GUEST_UNREADABLE, Text.shown(String.valueOf(e.getMessage())), e);
        } finally {
            requests.unlock();
        }
    }

    @Override
    public Optional<MachineUsage> usage() {
        return Optional.ofNullable(child.get()).flatMap(ChildProcess::usage);
    }

    @Override
    public void kill(String reason) {
        ApplianceException end = new ApplianceException(Kind.CANCELLED, "the appliance was ended: " + reason);
        killed.compareAndSet(null, end);
        Optional.ofNullable(child.get()).ifPresent(c -> c.kill(end));
    }

    @Override
    public void close() {
        kill("closed");
        try {
            // The launch must be over, or it would put files into a folder that is gone.
            ready.handle((info, failure) -> "").get(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // What stays is removed when the next engine starts.
        }
        Processes.killUsersOf(folder);
        Trees.delete(folder);
        onClose.accept(this);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
