package dev.guestkit.appliance;

import java.nio.file.Path;
import java.util.List;

/**
 * Makes appliances: throw-away virtual machines that read disks. Thread-safe. How a machine comes to be (a stock launch, a
 * clone of a frozen one) is the engine's business; what can be asked of it is the same.
 */
public interface ApplianceEngine extends AutoCloseable {
    /**
     * Starts a machine with these disks attached, in this order, and returns at once: a checksum can be computed while it
     * boots. The images stay the caller's, who closes them after the appliance. Nothing is ever written to them.
     *
     * @throws ApplianceException {@code VALIDATION} without a disk or with too many, {@code IMAGE_LOCKED} or {@code
     *     IMAGE_CORRUPT} when an image is not what the gate saw, {@code APPLIANCE_FAILED} when this host cannot start one at
     *     all, with what to install
     */
    default Appliance open(List<VettedImage> images) {
        return open(images, List.of());
    }

    /**
     * The same, with folders that are to go when this process is killed while the machine is open: nobody else could remove them before
     * the next start.
     */
    Appliance open(List<VettedImage> images, List<Path> belongings);

    /**
     * What this host can do, without starting a machine. Where it is not known yet whether KVM works, a kernel is booted for it once, which
     * takes 1 s, and 10 s where it does not.
     */
    EngineProbe probe();

    /** Kills the machines that are still open. Idempotent. */
    @Override
    void close();
}
