package dev.guestkit.appliance;

import java.time.Duration;

/**
 * How a machine runs.
 *
 * @param engine what started it, such as {@code libguestfs}
 * @param version of that engine
 * @param accelerator {@code kvm} or {@code tcg}
 * @param launch time from the request to ready
 */
public record ApplianceInfo(String engine, String version, String accelerator, Duration launch) {}
