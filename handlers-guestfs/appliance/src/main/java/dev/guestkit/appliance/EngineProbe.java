package dev.guestkit.appliance;

import java.util.List;

/**
 * What an engine needs of this host and whether it is there.
 *
 * @param engine name of the engine, such as {@code libguestfs}
 * @param version version of what is behind it, empty when unknown
 * @param accelerator {@code kvm} or {@code tcg}: what the next machine will run with
 * @param findings everything that was looked at
 */
public record EngineProbe(String engine, String version, String accelerator, List<Finding> findings) {
    public EngineProbe {
        findings = List.copyOf(findings);
    }

    /** Whether a machine can be expected to start. */
    public boolean usable() {
        return findings.stream().noneMatch(f -> f.verdict() == Verdict.BROKEN);
    }

    /** What a finding means. */
    public enum Verdict {
        /** As it should be. */
        OK,
        /** Machines start, but are slow. */
        SLOW,
        /** No machine will start. */
        BROKEN
    }

    /**
     * One thing that was looked at.
     *
     * @param subject what it is
     * @param detail what was seen
     * @param fix what to do about it, empty when nothing needs doing
     */
    public record Finding(String subject, Verdict verdict, String detail, String fix) {
        /** It is as it should be. */
        public static Finding ok(String subject, String detail) {
            return new Finding(subject, Verdict.OK, detail, "");
        }

        /** It works, but slowly. */
        public static Finding slow(String subject, String detail, String fix) {
            return new Finding(subject, Verdict.SLOW, detail, fix);
        }

        /** It will not work. */
        public static Finding broken(String subject, String detail, String fix) {
            return new Finding(subject, Verdict.BROKEN, detail, fix);
        }
    }
}
