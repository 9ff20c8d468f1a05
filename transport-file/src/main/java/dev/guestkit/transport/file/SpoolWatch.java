package dev.guestkit.transport.file;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of changes in some directories. A hint only: events are lost in an overflow, on network file systems, or where the
 * kernel has no watch left; whoever listens reads the directories from time to time as well. For one thread.
 */
final class SpoolWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SpoolWatch.class);

    private final Optional<WatchService> service;
    private final Map<WatchKey, Path> keys = new HashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** What is heard. */
    interface Listener {
        /** Something happened to this file. */
        void touched(Path directory, Path file);

        /** Something happened in the directory that was not said. */
        void overflow(Path directory);
    }

    private SpoolWatch(Optional<WatchService> service) {
        this.service = service;
    }

    static SpoolWatch open(Path root) {
        try {
            return new SpoolWatch(Optional.of(root.getFileSystem().newWatchService()));
        } catch (IOException e) {
            log.warn(
                    "No change notification below {} ({}); new jobs are found by reading the directory",
                    root,
                    e.getMessage());
            return new SpoolWatch(Optional.empty());
        }
    }

    /** Begins to listen where it does not yet; a directory that is away is tried again with the next call. */
    void ensure(Path... directories) {
        for (Path directory : directories) {
            if (!keys.containsValue(directory)) {
                service.ifPresent(watcher -> register(watcher, directory));
            }
        }
    }

    private void register(WatchService watcher, Path directory) {
        try {
            WatchKey key = directory.register(
                    watcher,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE);
            keys.put(key, directory);
        } catch (IOException e) {
            log.debug("Cannot watch {} just now", directory, e);
        }
    }

    /** Forgets every directory, because it may have been put back as another one under its name. */
    void renew() {
        keys.keySet().forEach(WatchKey::cancel);
        keys.clear();
    }

    /** Waits for changes for at most this long and passes on what was heard. */
    void poll(long millis, Listener listener) throws InterruptedException {
        if (service.isEmpty()) {
            closed.await(millis, TimeUnit.MILLISECONDS);
            return;
        }
        try {
            WatchKey key = service.get().poll(millis, TimeUnit.MILLISECONDS);
            while (key != null) {
                pass(key, listener);
                key = service.get().poll();
            }
        } catch (ClosedWatchServiceException e) {
            // Closed by the owner while waiting: that is how waiting ends.
            log.trace("No longer watching");
        }
    }

    private void pass(WatchKey key, Listener listener) {
        Path directory = keys.get(key);
        for (WatchEvent<?> event : key.pollEvents()) {
            if (directory == null) {
                continue;
            }
            if (event.context() instanceof Path name) {
                listener.touched(directory, directory.resolve(name));
            } else {
                listener.overflow(directory);
            }
        }
        if (!key.reset()) {
            keys.remove(key);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        service.ifPresent(watcher -> {
            try {
                watcher.close();
            } catch (IOException e) {
                log.debug("Cannot close the watch service", e);
            }
        });
    }
}
