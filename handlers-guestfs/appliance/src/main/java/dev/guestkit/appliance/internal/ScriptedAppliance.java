package dev.guestkit.appliance.internal;

import dev.guestkit.appliance.Appliance;
import dev.guestkit.appliance.ApplianceException;
import dev.guestkit.appliance.ApplianceException.Kind;
import dev.guestkit.appliance.ApplianceInfo;
import dev.guestkit.appliance.BlockVolume;
import dev.guestkit.appliance.GuestFilesystem;
import dev.guestkit.appliance.MachineUsage;
import dev.guestkit.appliance.Storage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An appliance whose work is done by scripts, whatever machine they run in: what comes out is the same for each. */
public final class ScriptedAppliance implements Appliance {
    private static final int MAX_OUTPUT = 64 << 20;

    private final Machine machine;
    private final Duration launchLimit;
    private final int disks;
    private final Consumer<ScriptedAppliance> onClose;
    private volatile CompletableFuture<ApplianceInfo> ready = new CompletableFuture<>();
    private final AtomicReference<ApplianceException> killed = new AtomicReference<>();
    private final AtomicInteger places = new AtomicInteger();
    private final Lock requests = new ReentrantLock();
    private Optional<Storage> known = Optional.empty();
    private boolean changed;

    /**
     * Makes one; nothing runs before {@link #start}.
     *
     * @param launchLimit what the machine gives itself for its start
     * @param disks how many it has
     */
    public ScriptedAppliance(Machine machine, Duration launchLimit, int disks, Consumer<ScriptedAppliance> onClose) {
        this.machine = machine;
        this.launchLimit = launchLimit;
        this.disks = disks;
        this.onClose = onClose;
    }

    /** Begins the launch. */
    public void start() {
        Thread thread = new Thread(this::launch, "guestkit-appliance-launch");
        thread.setDaemon(true);
        thread.start();
    }

    private void launch() {
        try {
            ready.complete(machine.launch());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ready.completeExceptionally(e);
        } catch (RuntimeException | Error e) {
            ready.completeExceptionally(e);
        }
    }

    @Override
    public ApplianceInfo awaitReady() {
        // The launch limits itself, twice when KVM is broken; this one is for the unforeseen.
        Duration limit = launchLimit.multipliedBy(2).plusSeconds(60);
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
                known = Optional.of(describe());
            }
            return known.get();
        } finally {
            requests.unlock();
        }
    }

    private Storage describe() {
        byte[] text = run(Script.of("storage.sh"), MAX_OUTPUT);
        return new StorageReader(disks).read(text);
    }

    @Override
    public boolean unlock(String device, byte[] passphrase) {
        if (!volume(device).encrypted()) {
            throw new ApplianceException(
                    Kind.VALIDATION, Text.shown(device) + " is not an encrypted volume of these disks");
        }
        String name = "gk-luks" + places.incrementAndGet();
        byte[] key = passphrase.clone();
        requests.lock();
        try {
            boolean open = opened(device, key, name);
            if (open) {
                changed = true;
                known = Optional.of(describe());
            }
            return open;
        } finally {
            Arrays.fill(key, (byte) 0);
            requests.unlock();
        }
    }

    private boolean opened(String device, byte[] key, String name) {
        try {
            return call(m -> m.unlock(device, key, name));
        } catch (MachineTooSmall e) {
            String inLarger = larger(device, String.valueOf(e.getMessage()));
            return call(m -> m.unlock(inLarger, key, name));
        }
    }

    /** Goes on in a larger machine, and gives the name of a device there. */
    private String larger(String device, String reason) {
        if (changed) {
            throw new ApplianceException(
                    Kind.RESOURCE_EXHAUSTED, reason + "; a larger machine is needed from the beginning");
        }
        BlockVolume wanted = volume(device);
        try {
            ready = CompletableFuture.completedFuture(machine.replace(reason));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApplianceException(Kind.CANCELLED, "interrupted while the appliance starts", e);
        }
        Storage storage = describe();
        known = Optional.of(storage);
        return storage.volumes().stream()
                .filter(v -> v.diskIndex() == wanted.diskIndex()
                        && v.partitionNumber() == wanted.partitionNumber()
                        && v.uuid().equals(wanted.uuid()))
                .map(BlockVolume::device)
                .findFirst()
                .orElseThrow(() -> new ApplianceException(
                        Kind.APPLIANCE_FAILED, "a larger machine does not find " + Text.shown(device)));
    }

    private BlockVolume volume(String device) {
        return storage().volumes().stream()
                .filter(v -> v.device().equals(device))
                .findFirst()
                .orElseThrow(() -> new ApplianceException(
                        Kind.VALIDATION, "there is no " + Text.shown(device) + " on these disks"));
    }

    @Override
    public GuestFilesystem mount(String device, String subvolume) {
        String type = volume(device).content();
        if (type.isEmpty() || subvolume.indexOf(',') >= 0 || subvolume.indexOf('\0') >= 0) {
            throw new ApplianceException(
                    Kind.VALIDATION,
                    "there is no file system " + Text.shown(device + " " + subvolume) + " on these disks");
        }
        changed = true;
        String place = "/gk/" + places.incrementAndGet();
        byte[] answer = run(
                Script.of("mount.sh")
                        .with("device", device)
                        .with("type", type)
                        .with("place", place)
                        .with("subvolume", subvolume),
                4096);
        String said = new String(answer, StandardCharsets.UTF_8);
        return new ScriptedFilesystem(this, device, subvolume, place, type, ScriptedFilesystem.usage(said));
    }

    /** Runs a script in the appliance. */
    byte[] run(Script script, int limit) {
        return call(m -> m.run(script, limit));
    }

    /** Runs a script in the appliance and puts its output into a file. */
    void stream(Script script, Path local, long limit) {
        call(m -> {
            m.stream(script, local, limit);
            return "";
        });
    }

    private <T> T call(Function<Machine, T> request) {
        awaitReady();
        requests.lock();
        try {
            return request.apply(machine);
        } catch (RequestFailed e) {
            throw new ApplianceException(Kind.GUEST_UNREADABLE, Text.shown(String.valueOf(e.getMessage())), e);
        } finally {
            requests.unlock();
        }
    }

    @Override
    public Optional<MachineUsage> usage() {
        return machine.usage();
    }

    @Override
    public void kill(String reason) {
        ApplianceException end = new ApplianceException(Kind.CANCELLED, "the appliance was ended: " + reason);
        killed.compareAndSet(null, end);
        machine.kill(end);
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
        machine.remove();
        onClose.accept(this);
    }
}
