package dev.guestkit.worker;

import dev.guestkit.worker.internal.Settings;
import java.time.Duration;
import java.util.regex.Pattern;

/** Refuses settings that cannot work, each with its value. */
final class SettingsCheck {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,127}");

    private SettingsCheck() {}

    static void check(Settings s) {
        require(
                ID.matcher(s.workerId()).matches() && !s.workerId().contains(".."),
                "worker id " + s.workerId()
                        + " is not 1 to 128 characters of A-Z a-z 0-9 . _ : - with an alphanumeric first");
        require(s.concurrency() >= 1, "concurrency must be at least 1, was " + s.concurrency());
        s.operations()
                .forEach((name, n) -> require(n >= 1, "concurrency of " + name + " must be at least 1, was " + n));
        s.resources().forEach((name, n) -> require(n >= 0, "resource " + name + " must be at least 0, was " + n));
        s.scratchBytes().ifPresent(n -> require(n >= 0, "scratch bytes must be at least 0, were " + n));
        s.maxDiskSizeGb().ifPresent(n -> require(n >= 1, "largest disk must be at least 1 GB, was " + n));
        s.renewEvery().ifPresent(every -> positive("renew period", every));
        require(!s.grace().isNegative(), "grace must not be negative, was " + s.grace());
        require(!s.interruptAfter().isNegative(), "interrupt delay must not be negative, was " + s.interruptAfter());
        require(!s.killAfter().isNegative(), "kill delay must not be negative, was " + s.killAfter());
        positive("heartbeat period", s.heartbeatEvery());
        require(
                s.expireEvery().compareTo(Duration.ofSeconds(1)) >= 0,
                "expire period must be at least 1 s, was " + s.expireEvery());
        positive("first retry delay", s.firstRetryDelay());
        require(
                s.longestRetryDelay().compareTo(s.firstRetryDelay()) >= 0,
                "longest retry delay must not be below the first, was " + s.longestRetryDelay());
        require(
                s.maxDataBytes() >= 1024 && s.maxDataBytes() <= 24L << 20,
                "largest data must be 1 KiB to 24 MiB, was " + s.maxDataBytes() + " bytes");
        require(
                s.maxArtifacts() >= 1 && s.maxArtifacts() <= 10_000,
                "artifacts of an attempt must be 1 to 10,000 at most, were " + s.maxArtifacts());
        require(
                s.maxArtifactBytes() >= s.maxDataBytes(),
                "the largest artifact must hold the largest data, " + s.maxDataBytes() + " bytes, was "
                        + s.maxArtifactBytes());
    }

    private static void positive(String what, Duration duration) {
        require(!duration.isNegative() && !duration.isZero(), what + " must be above 0, was " + duration);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new WorkerException(WorkerException.Kind.BAD_SETTING, message);
        }
    }
}
