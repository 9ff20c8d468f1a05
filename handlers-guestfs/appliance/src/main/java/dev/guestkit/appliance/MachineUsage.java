package dev.guestkit.appliance;

import java.time.Duration;

/**
 * What a machine has used of its host, as the kernel counts it.
 *
 * @param readBytes fetched from storage: what the page cache had is not among it
 * @param writtenBytes sent to storage, or to be sent
 * @param peakMemoryBytes most memory resident at a time, of each process, added up
 * @param cpu processor time of all its processes
 */
public record MachineUsage(long readBytes, long writtenBytes, long peakMemoryBytes, Duration cpu) {}
