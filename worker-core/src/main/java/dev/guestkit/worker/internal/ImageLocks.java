package dev.guestkit.worker.internal;

import dev.guestkit.job.Json;
import dev.guestkit.worker.spi.AllowedPaths;
import dev.guestkit.worker.spi.HandlerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who of this worker's jobs uses which image, by the file's own identity, so that two names of one file are one image. All
 * images of a job are taken together or none: nobody waits holding one. Only avoids running into the operating system's
 * locks, which the process that touches the image holds. Thread-safe.
 */
final class ImageLocks {
    private final AllowedPaths paths;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Object, Use> uses = new HashMap<>();

    ImageLocks(AllowedPaths paths) {
        this.paths = paths;
    }

    /** Takes every image of the job; answers the id of a job that is in the way, empty when all are taken. */
    Optional<String> take(Attempt attempt) {
        Map<Object, Boolean> wanted = images(attempt);
        lock.lock();
        try {
            for (Map.Entry<Object, Boolean> image : wanted.entrySet()) {
                Use use = uses.get(image.getKey());
                if (use != null && (use.exclusive || image.getValue())) {
                    return Optional.of(use.attempts.iterator().next().jobId());
                }
            }
            wanted.forEach((image, alone) -> {
                Use use = uses.computeIfAbsent(image, key -> new Use());
                use.exclusive = alone;
                use.attempts.add(attempt);
            });
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Gives back what this attempt took; nothing when it took nothing. */
    void release(Attempt attempt) {
        lock.lock();
        try {
            uses.values().removeIf(use -> use.attempts.remove(attempt) && use.attempts.isEmpty());
        } finally {
            lock.unlock();
        }
    }

    /** The images by identity, each with whether it must be held alone. */
    private Map<Object, Boolean> images(Attempt attempt) {
        Json data = attempt.document().payload().data();
        boolean changes = attempt.handler().spec().changesImage();
        Map<Object, Boolean> images = new HashMap<>();
        boolean converts = data.at("/source/path").isPresent();
        add(images, data, "/image/path", changes);
        add(images, data, "/source/path", changes);
        add(images, data, "/baseline/path", changes);
        add(images, data, "/target/path", changes || converts);
        return images;
    }

    private void add(Map<Object, Boolean> images, Json data, String pointer, boolean alone) {
        data.at(pointer)
                .flatMap(Json::text)
                .flatMap(this::identity)
                .ifPresent(image -> images.merge(image, alone, Boolean::logicalOr));
    }

    /** Device and inode; empty for what is not there or not allowed, which is the handler's to say. */
    private Optional<Object> identity(String path) {
        try {
            Path real = paths.existing(path);
            Object key = Files.readAttributes(real, BasicFileAttributes.class).fileKey();
            return Optional.of(key == null ? real : key);
        } catch (HandlerException | IOException e) {
            return Optional.empty();
        }
    }

    private static final class Use {
        /** By attempt, not by job: a handler that outlived its lease still holds what its job wants again. */
        private final Set<Attempt> attempts = new HashSet<>();

        private boolean exclusive;
    }
}
