package dev.guestkit.appliance;

import java.time.Duration;

/**
 * How a machine runs.
 *
 * @param engine what started it, such as {@code libguestfs}
 * @param version of that engine
 * @param accelerator {@code kvm} or {@code tcg}
 * @param launch time from the request to ready
 * @param tier {@link Tier#CLONE} or {@link Tier#STOCK}
 * @param reason why it is not a faster tier, for people; empty when there is none to give
 */
public record ApplianceInfo(
        String engine, String version, String accelerator, Duration launch, Tier tier, String reason) {}
