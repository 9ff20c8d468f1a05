package dev.guestkit.worker.spi;

import java.util.Set;

/**
 * Finds out what this machine can do. Found by {@link java.util.ServiceLoader}; asked once, when a worker starts, so it must
 * be quick (well under a second) and answer from what it really found: what could not be probed is left out. Thread-safe.
 */
public interface CapabilityProbe {
    /** Feature names without prefix, for example {@code kvm}, {@code lvm}, {@code xfs}. */
    Set<String> features();

    /** Disk formats, for example {@code qcow2}. */
    Set<String> diskFormats();
}
