package dev.guestkit.appliance;

import java.util.Optional;

/**
 * One running machine with the disks of one job. Requests come one at a time: a second thread waits for the first; {@link
 * #kill} and {@link #close} may come from any thread at any time and end a request that is under way. Every request waits for
 * the machine to be ready and has a time limit, after which the machine is killed.
 *
 * <p>What comes out of a guest (names, labels, file contents) is hostile: it is limited in length here and nothing more.
 */
public interface Appliance extends AutoCloseable {
    /**
     * Waits for the machine to be ready.
     *
     * @throws ApplianceException {@code APPLIANCE_FAILED} when it does not start, {@code TIMEOUT} when not in time, {@code
     *     CANCELLED} when killed or interrupted; other requests throw the same
     */
    ApplianceInfo awaitReady();

    /** Everything on the disks that can be read without mounting; looked up anew after {@link #unlock}. */
    Storage storage();

    /**
     * Opens an encrypted volume with a passphrase, which goes through a pipe and never into an argument or a log. Volumes
     * inside (LVM among them) are in the {@link #storage()} afterwards.
     *
     * @param device as in {@link BlockVolume#device()}, of a volume that is {@link BlockVolume#encrypted()}
     * @param passphrase not changed and not kept; the caller wipes it
     * @return whether the passphrase fits
     */
    boolean unlock(String device, byte[] passphrase);

    /**
     * Mounts a file system read-only inside the machine.
     *
     * @param device as in {@link BlockVolume#device()}
     * @param subvolume of btrfs, a path as in {@link BlockVolume#subvolumes()}; empty for the top
     * @throws ApplianceException {@code GUEST_UNREADABLE} when it cannot be mounted, with the kernel's reason
     */
    GuestFilesystem mount(String device, String subvolume);

    /** What the machine has used of this host so far; absent when that cannot be told, or not any more. */
    default Optional<MachineUsage> usage() {
        return Optional.empty();
    }

    /**
     * Ends the machine at once, from any thread; a request under way fails with {@code CANCELLED} and this reason. Returns
     * when its processes are gone. Idempotent.
     */
    void kill(String reason);

    /** Ends the machine and removes all it left on the host. Idempotent. */
    @Override
    void close();
}
