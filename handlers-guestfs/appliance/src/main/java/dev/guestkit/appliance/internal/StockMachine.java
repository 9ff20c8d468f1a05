package dev.guestkit.appliance.internal;

import dev.guestkit.appliance.ApplianceException;
import dev.guestkit.appliance.ApplianceException.Kind;
import dev.guestkit.appliance.ApplianceInfo;
import dev.guestkit.appliance.MachineUsage;
import dev.guestkit.appliance.Tier;
import dev.guestkit.appliance.child.Wire;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A stock libguestfs launch in a child process. */
public final class StockMachine implements Machine {
    /** Name of the engine. */
    public static final String ENGINE = "libguestfs";

    private static final String BOX_OF_GUESTS = "/gk";
    private static final String BOX = "/sysroot" + BOX_OF_GUESTS;

    private final EngineSettings settings;
    private final HostTools tools;
    private final KvmMemory kvm;
    private final List<VettedDisk> disks;
    private final List<Path> belongings;
    private final String reason;
    private final Path folder;
    private final AtomicReference<ChildProcess> child = new AtomicReference<>();
    private final AtomicReference<ApplianceException> killed = new AtomicReference<>();

    /**
     * Makes one; nothing runs before {@link #launch}.
     *
     * @param reason why it is not a faster tier, empty when nobody wanted one
     */
    public StockMachine(
            EngineSettings settings,
            HostTools tools,
            KvmMemory kvm,
            PrivateDirectories directories,
            List<VettedDisk> disks,
            List<Path> belongings,
            String reason) {
        this.settings = settings;
        this.tools = tools;
        this.kvm = kvm;
        this.disks = List.copyOf(disks);
        this.belongings = List.copyOf(belongings);
        this.reason = reason;
        this.folder = directories.create();
    }

    @Override
    public ApplianceInfo launch() throws InterruptedException {
        long begin = System.nanoTime();
        try {
            List<Path> overlays = new ArrayList<>();
            for (int i = 0; i < disks.size(); i++) {
                overlays.add(Overlay.create(folder, i, disks.get(i)));
            }
            boolean tryKvm = settings.tryKvm() && kvm.prove();
            String version = tryKvm ? launchWithKvm(overlays) : attempt(overlays, true);
            boolean viaKvm = tryKvm && kvm.usable();
            return new ApplianceInfo(
                    ENGINE,
                    version,
                    viaKvm ? "kvm" : "tcg",
                    Duration.ofNanos(System.nanoTime() - begin),
                    Tier.STOCK,
                    reason);
        } catch (RequestFailed e) {
            throw LaunchFailures.explain(String.valueOf(e.getMessage()));
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
        fields[0] = Wire.bytes(Boolean.toString(forceTcg));
        fields[1] = Wire.bytes(Integer.toString(settings.memoryMiB()));
        for (int i = 0; i < overlays.size(); i++) {
            fields[2 + i] = Wire.bytes(overlays.get(i).toString());
        }
        byte[] version = started.request(settings.launchTimeout(), Wire.LAUNCH, fields);
        return new String(version, StandardCharsets.UTF_8);
    }

    @Override
    public byte[] run(Script script, int limit) {
        return call(Wire.RUN, Wire.bytes(script.text()), Wire.bytes(Integer.toString(limit)));
    }

    // It runs while it is fetched: an archive may have no room in the machine's memory. libguestfs copies only from
    // below its root for guests.
    @Override
    public void stream(Script script, Path local, long limit) {
        run(
                Script.text("cd " + BOX + " && rm -f pipe status complaint && mkfifo pipe || exit 1\n" + "{ (\n"
                        + script.text()
                        + "\n) > pipe 2> complaint; echo $? > status; } < /dev/null > /dev/null 2>&1 &\n"),
                4096);
        call(
                Wire.FETCH,
                Wire.bytes(BOX_OF_GUESTS + "/pipe"),
                Wire.bytes(local.toString()),
                Wire.bytes(Long.toString(limit)));
        run(
                Script.text(
                        "cd " + BOX + " || exit 1\nuntil [ -s status ]; do sleep 0.01; done\nread -r status < status\n"
                                + "[ \"$status\" = 0 ] || { cat complaint >&2; exit \"$status\"; }\n"),
                4096);
    }

    @Override
    public boolean unlock(String device, byte[] passphrase, String name) {
        // libguestfs takes /dev/sdX for the X-th disk, which need not have that letter: a name of ours is taken as it
        // is.
        String link = "/dev/" + name;
        run(Script.text("ln -s \"$device\" \"$link\"\n").with("device", device).with("link", link), 4096);
        byte[] answer = call(Wire.UNLOCK, Wire.bytes(link), passphrase, Wire.bytes(name));
        return new String(answer, StandardCharsets.UTF_8).equals("open");
    }

    private byte[] call(byte kind, byte[]... fields) {
        ChildProcess running = Optional.ofNullable(child.get())
                .orElseThrow(() -> new ApplianceException(Kind.APPLIANCE_FAILED, "the appliance has no process"));
        return running.request(settings.callTimeout(), kind, fields);
    }

    @Override
    public Optional<MachineUsage> usage() {
        return Optional.ofNullable(child.get()).flatMap(ChildProcess::usage);
    }

    @Override
    public void kill(ApplianceException reason) {
        killed.compareAndSet(null, reason);
        Optional.ofNullable(child.get()).ifPresent(c -> c.kill(reason));
    }

    @Override
    public void remove() {
        Processes.killUsersOf(folder);
        Trees.delete(folder);
    }
}
