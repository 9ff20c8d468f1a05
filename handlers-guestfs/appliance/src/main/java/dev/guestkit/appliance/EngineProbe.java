package dev.guestkit.appliance;

import java.util.List;

/**
 * What an engine needs of this host and whether it is there.
 *
 * @param usable whether a machine can be expected to start
 * @param engine name of the engine, such as {@code libguestfs}
 * @param version version of what is behind it, empty when unknown
 * @param accelerator {@code kvm} or {@code tcg}: what the next machine will run with
 * @param problems what is missing or slow, each with what to do
 */
public record EngineProbe(boolean usable, String engine, String version, String accelerator, List<String> problems) {
    public EngineProbe {
        problems = List.copyOf(problems);
    }
}
