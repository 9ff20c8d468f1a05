package dev.guestkit.transport.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/**
 * When a job was submitted, kept as the time of its document: moved by a minute per step of priority away from the default, so
 * that the time of the file alone gives the order of claims, without opening a hundred thousand documents.
 */
final class EnqueueTime {
    private static final Duration STEP = Duration.ofSeconds(60);
    private static final int USUAL = 5;

    private EnqueueTime() {}

    static void write(Path file, Instant submitted, int priority) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(submitted.minus(shift(priority))));
    }

    static Instant read(Path file, int priority) throws IOException {
        return Files.getLastModifiedTime(file).toInstant().plus(shift(priority));
    }

    private static Duration shift(int priority) {
        return STEP.multipliedBy((long) priority - USUAL);
    }
}
