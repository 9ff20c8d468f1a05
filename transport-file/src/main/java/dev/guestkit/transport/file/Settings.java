package dev.guestkit.transport.file;

import dev.guestkit.worker.spi.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** What a builder collected. Immutable. */
record Settings(
        Path root,
        String name,
        TimeSource clock,
        Syncer syncer,
        Duration lease,
        Duration rescan,
        Duration quiet,
        Duration unfinished,
        Duration workerSilence,
        OptionalLong maxQueued,
        int eventLimit,
        Optional<Duration> capabilityPolicy,
        boolean takesDrops,
        Keep keep) {
    /**
     * How long what has ended stays.
     *
     * @param flatFor how long in the flat places
     * @param flatCount how many of them there
     * @param archivedFor how long in the archive
     */
    record Keep(Duration flatFor, long flatCount, Duration archivedFor) {}
}
