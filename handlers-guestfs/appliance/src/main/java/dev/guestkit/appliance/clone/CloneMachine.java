package dev.guestkit.appliance.clone;

import dev.guestkit.appliance.ApplianceException;
import dev.guestkit.appliance.ApplianceException.Kind;
import dev.guestkit.appliance.ApplianceInfo;
import dev.guestkit.appliance.MachineUsage;
import dev.guestkit.appliance.Tier;
import dev.guestkit.appliance.internal.Machine;
import dev.guestkit.appliance.internal.MachineTooSmall;
import dev.guestkit.appliance.internal.Script;
import dev.guestkit.appliance.internal.StockMachine;
import dev.guestkit.appliance.internal.Text;
import dev.guestkit.appliance.internal.VettedDisk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A clone with the disks of one job. */
final class CloneMachine implements Machine {
    private static final int SMALL = 4096;

    private final CloneSource source;
    private final Duration callTimeout;
    private final List<VettedDisk> disks;
    private final List<Path> belongings;
    private final AtomicReference<CloneProcess> clone = new AtomicReference<>();
    private final AtomicReference<ApplianceException> end = new AtomicReference<>();
    private boolean begun;

    CloneMachine(CloneSource source, Duration callTimeout, List<VettedDisk> disks, List<Path> belongings) {
        this.source = source;
        this.callTimeout = callTimeout;
        this.disks = List.copyOf(disks);
        this.belongings = List.copyOf(belongings);
    }

    @Override
    public ApplianceInfo launch() throws InterruptedException {
        long begin = System.nanoTime();
        try {
            CloneProcess started = source.take();
            clone.set(started);
            if (end.get() != null) {
                started.kill();
            }
            started.adopt(belongings);
            started.plug(disks);
            started.resume();
        } catch (IOException e) {
            throw ended(e);
        }
        Template template = running().template();
        return new ApplianceInfo(
                StockMachine.ENGINE,
                template.version(),
                template.shape().accelerator(),
                Duration.ofNanos(System.nanoTime() - begin),
                Tier.CLONE,
                "");
    }

    private CloneProcess running() {
        CloneProcess running = clone.get();
        if (running == null) {
            throw new ApplianceException(Kind.APPLIANCE_FAILED, "the clone was not started");
        }
        return running;
    }

    @Override
    public byte[] run(Script script, int limit) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        exchange(script.text().getBytes(StandardCharsets.UTF_8), limit, output::write);
        return output.toByteArray();
    }

    @Override
    public void stream(Script script, Path local, long limit) {
        try (FileChannel to = FileChannel.open(local, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            exchange(script.text().getBytes(StandardCharsets.UTF_8), limit, (bytes, from, length) -> {
                ByteBuffer rest = ByteBuffer.wrap(bytes, from, length);
                while (rest.hasRemaining()) {
                    to.write(rest);
                }
            });
        } catch (IOException e) {
            throw new ApplianceException(Kind.RESOURCE_EXHAUSTED, local + " cannot be written: " + e, e);
        }
    }

    @Override
    public boolean unlock(String device, byte[] passphrase, String name) {
        byte[] script = Script.text(resource("unlock.sh"))
                .with("device", device)
                .with("name", name)
                .text()
                .getBytes(StandardCharsets.UTF_8);
        byte[] key = assigned("key", passphrase);
        byte[] whole = Arrays.copyOf(key, key.length + script.length);
        System.arraycopy(script, 0, whole, key.length, script.length);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            exchange(whole, SMALL, output::write);
        } finally {
            Arrays.fill(key, (byte) 0);
            Arrays.fill(whole, (byte) 0);
        }
        String answer = output.toString(StandardCharsets.UTF_8).strip();
        if (answer.startsWith("memory ")) {
            throw new MachineTooSmall("its key takes " + Text.shown(answer.substring("memory ".length())));
        }
        return answer.equals("open");
    }

    /** A key as a line of a script; never in a string, which could not be wiped. */
    private static byte[] assigned(String variable, byte[] value) {
        byte[] line = new byte[variable.length() + 5 + 4 * value.length];
        ByteBuffer to = ByteBuffer.wrap(line);
        to.put((variable + "=$'").getBytes(StandardCharsets.US_ASCII));
        for (byte b : value) {
            to.put((byte) '\\');
            to.put((byte) ('0' + (b >> 6 & 3)));
            to.put((byte) ('0' + (b >> 3 & 7)));
            to.put((byte) ('0' + (b & 7)));
        }
        to.put((byte) '\'').put((byte) '\n');
        return line;
    }

    private void exchange(byte[] script, long limit, Agent.Sink sink) {
        try {
            if (!begun) {
                begun = true;
                running().agent().run(begin(), SMALL, (bytes, from, length) -> {}, callTimeout);
            }
            running().agent().run(script, limit, sink, callTimeout);
        } catch (Port.Late e) {
            kill(new ApplianceException(
                    Kind.TIMEOUT, "the appliance did not answer within " + callTimeout.toSeconds() + " s", e));
            throw ended(e);
        } catch (IOException e) {
            throw ended(e);
        }
    }

    private byte[] begin() {
        byte[] seed = new byte[32];
        new SecureRandom().nextBytes(seed);
        return Script.text(resource("begin.sh"))
                .with("clock", InstantSource.system().instant().getEpochSecond())
                .with("seed", HexFormat.of().formatHex(seed))
                .with("disks", disks.size())
                .text()
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String resource(String name) {
        return new String(CloneProcess.resource(name), StandardCharsets.UTF_8);
    }

    private ApplianceException ended(IOException e) {
        if (Thread.currentThread().isInterrupted()) {
            kill(new ApplianceException(Kind.CANCELLED, "interrupted while waiting for the appliance", e));
        }
        CloneProcess running = clone.get();
        String said = running == null || running.said().isEmpty() ? "" : ": " + Text.shown(running.said());
        kill(new ApplianceException(
                Kind.APPLIANCE_FAILED, "the clone failed: " + Text.shown(String.valueOf(e.getMessage())) + said, e));
        ApplianceException first = Objects.requireNonNull(end.get());
        return new ApplianceException(first.kind(), String.valueOf(first.getMessage()), e);
    }

    @Override
    public Optional<MachineUsage> usage() {
        return Optional.ofNullable(clone.get()).flatMap(CloneProcess::usage);
    }

    @Override
    public void kill(ApplianceException reason) {
        end.compareAndSet(null, reason);
        Optional.ofNullable(clone.get()).ifPresent(CloneProcess::kill);
    }

    @Override
    public void remove() {
        Optional.ofNullable(clone.get()).ifPresent(CloneProcess::remove);
        source.given();
    }
}
