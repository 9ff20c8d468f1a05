package dev.guestkit.appliance.internal;

import dev.guestkit.appliance.ApplianceException;
import dev.guestkit.appliance.ApplianceInfo;
import dev.guestkit.appliance.MachineUsage;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A running appliance with its disks, reduced to what differs between the ways to start one. Requests come one at a time; {@link #kill} comes
 * from any thread and ends the one under way.
 */
public interface Machine {
    /**
     * Starts it and waits until scripts can run; called once. Folders {@code /gk} and {@code /sysroot/gk} are there then.
     *
     * @throws ApplianceException when it does not start, with what to do
     * @throws InterruptedException when this thread is to end
     */
    ApplianceInfo launch() throws InterruptedException;

    /**
     * Runs a script as root, outside of any guest, and gives its output, which is limited.
     *
     * @throws RequestFailed when its status is not 0, with what it said
     * @throws ApplianceException when the machine is no more
     */
    byte[] run(Script script, int limit);

    /** Runs a script and puts its output, of any size up to the limit, over a file of the host; failures as of {@link #run}. */
    void stream(Script script, Path local, long limit);

    /**
     * Opens what is encrypted under a name, and says whether the passphrase fits; failures as of {@link #run}.
     *
     * @throws MachineTooSmall when a larger machine is needed for it
     */
    boolean unlock(String device, byte[] passphrase, String name);

    /**
     * Puts another, larger machine with the same disks in its place, of which nothing is mounted or opened yet.
     *
     * @throws ApplianceException when there is none, or it does not start
     */
    default ApplianceInfo replace(String reason) throws InterruptedException {
        throw new ApplianceException(ApplianceException.Kind.RESOURCE_EXHAUSTED, reason);
    }

    /** What it has used of the host so far. */
    Optional<MachineUsage> usage();

    /** Ends its processes; the first reason stays and is what requests fail with. Idempotent. */
    void kill(ApplianceException reason);

    /** Removes what it has on the host, after {@link #kill}. */
    void remove();
}
