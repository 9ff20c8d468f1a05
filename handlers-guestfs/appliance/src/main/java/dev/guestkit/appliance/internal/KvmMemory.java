package dev.guestkit.appliance.internal;

import dev.guestkit.appliance.EngineProbe.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether KVM works here. Its device may be there and qemu still stop with an internal error, for instance in a virtual machine. Remembered
 * in this engine and, for the same qemu and kernel, in a file; that it is broken for a day, because a probe on a busy host may fail too. Thread-safe.
 */
public final class KvmMemory {
    private static final Logger LOG = LoggerFactory.getLogger(KvmMemory.class);

    private static final Duration BELIEVED = Duration.ofDays(1);
    private static final String BROKEN = " broken";
    private static final String WORKS = " works";

    private final Path device;
    private final Path file;
    private final String key;
    private final Lock probing = new ReentrantLock();
    private final Optional<Path> qemu;
    private final InstantSource clock;
    private final AtomicReference<Instant> brokenUntil = new AtomicReference<>(Instant.MIN);
    private final AtomicBoolean proved = new AtomicBoolean();

    public KvmMemory(Path cacheDirectory, Optional<Path> qemu, Path device) {
        this(cacheDirectory, qemu, device, InstantSource.system());
    }

    KvmMemory(Path cacheDirectory, Optional<Path> qemu, Path device, InstantSource clock) {
        this.clock = clock;
        this.device = device;
        this.file = cacheDirectory.resolve("kvm");
        this.key = key(qemu);
        this.qemu = qemu;
        String known = remembered();
        if (known.equals(key + BROKEN)) {
            brokenUntil.set(written().plus(BELIEVED));
        }
        proved.set(known.equals(key + WORKS));
    }

    /** Finds out by a short boot whether KVM works, unless that is known; waits for whoever is finding out already. */
    public boolean prove() throws InterruptedException {
        probing.lockInterruptibly();
        try {
            if (usable() && !proved.get() && qemu.isPresent()) {
                KvmProbe.failure(qemu.get()).ifPresentOrElse(this::remember, this::works);
            }
            return usable();
        } finally {
            probing.unlock();
        }
    }

    private void works() {
        proved.set(true);
        write(key + WORKS);
    }

    /** Whether it is worth a try. */
    public boolean usable() {
        return Files.isReadable(device) && Files.isWritable(device) && !broken();
    }

    /** Whether it was found broken within the last day. */
    boolean broken() {
        return clock.instant().isBefore(brokenUntil.get());
    }

    /** Whether a machine will be fast here, and why not. */
    public Finding finding() {
        String subject = "KVM";
        if (usable()) {
            return Finding.ok(subject, proved.get() ? "a kernel boots with it" : "not tried yet");
        }
        String emulated = "; machines are emulated, several times slower";
        if (!Files.exists(device)) {
            return Finding.slow(
                    subject,
                    "there is no " + device + emulated,
                    "load the module kvm_intel or kvm_amd, or switch nested virtualisation on");
        }
        return broken()
                ? Finding.slow(
                        subject,
                        device + " is there and failed when it was tried" + emulated,
                        "a virtual machine's host must allow nested virtualisation; it is tried again at "
                                + brokenUntil.get() + ", or at once without " + file)
                : Finding.slow(
                        subject,
                        device + " cannot be used by this user" + emulated,
                        "usermod -aG kvm $USER, then log in again");
    }

    /** Notes that a machine started without KVM that did not with it. Warns the first time. */
    void remember(String why) {
        Instant now = clock.instant();
        proved.set(false);
        if (now.isBefore(brokenUntil.getAndSet(now.plus(BELIEVED)))) {
            return;
        }
        LOG.warn(
                "KVM is present but does not work ({}); using emulation for a day, remembered in {}",
                Text.shown(why),
                file);
        write(key + BROKEN);
    }

    private void write(String text) {
        try {
            Path folder = Files.createDirectories(file.toAbsolutePath().resolveSibling("."));
            Path fresh = Files.createTempFile(folder, "kvm", "");
            Files.writeString(fresh, text + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn("{} cannot be written, so the next process finds it out again: {}", file, e.toString());
        }
    }

    private Instant written() {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException gone) {
            return Instant.EPOCH;
        }
    }

    private String remembered() {
        try {
            return Files.readString(file).strip();
        } catch (IOException unknown) {
            return "";
        }
    }

    private static String key(Optional<Path> qemu) {
        String program = qemu.map(path -> {
                    try {
                        return path + " " + Files.size(path) + " "
                                + Files.getLastModifiedTime(path).toMillis();
                    } catch (IOException e) {
                        return path.toString();
                    }
                })
                .orElse("none");
        return program + " on " + System.getProperty("os.version");
    }
}
