package dev.guestkit.transport.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done now and then: retention, and what dead processes left lying about. Thread-safe. */
final class Housekeeping {
    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final Duration ABANDONED = Duration.ofHours(1);
    /** A sweep may take this share of the time at most. */
    private static final int SHARE = 100;

    private final Spool spool;
    private final Retention retention;
    private final AtomicLong next;

    Housekeeping(Spool spool) {
        this.spool = spool;
        this.retention = new Retention(spool);
        this.next = new AtomicLong(spool.clock.nanoTime() + PERIOD.toNanos());
    }

    /** Does it when it is due. */
    void perhaps() throws IOException {
        long due = next.get();
        long begin = spool.clock.nanoTime();
        if (begin - due < 0 || !next.compareAndSet(due, begin + PERIOD.toNanos())) {
            return;
        }
        int moved = now();
        long took = spool.clock.nanoTime() - begin;
        next.set(begin + Math.max(PERIOD.toNanos(), took * SHARE));
        if (moved > 0) {
            log.info("{} ended jobs went to the archive or out of it", moved);
        }
    }

    /** Does it now; returns how many jobs moved. */
    int now() throws IOException {
        abandoned();
        return retention.sweep();
    }

    private void abandoned() throws IOException {
        // Compared with the machine's clock, which set these times.
        Instant before = Instant.now().minus(ABANDONED);
        for (Path file : Retention.names(spool.layout.temporary())) {
            if (isOlder(file, before)) {
                spool.files.unlink(file);
            }
        }
        for (Path file : Retention.names(spool.layout.drop())) {
            if (RejectedPlace.isAside(file) && isOlder(file, before)) {
                RejectedPlace.backFromAside(spool.files, file);
            }
        }
    }

    private static boolean isOlder(Path file, Instant before) throws IOException {
        try {
            return Files.getLastModifiedTime(file, java.nio.file.LinkOption.NOFOLLOW_LINKS)
                    .toInstant()
                    .isBefore(before);
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
