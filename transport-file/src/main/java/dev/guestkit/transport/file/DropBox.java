package dev.guestkit.transport.file;

import dev.guestkit.worker.spi.TimeSource;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in what people and scripts drop: JSON as soon as it parses whole, YAML once it was renamed into place or has not
 * changed for a while. One thread at a time; several processes may work on one directory.
 */
final class DropBox {
    private static final Logger log = LoggerFactory.getLogger(DropBox.class);
    private static final int MANY = 10_000;

    private final Layout layout;
    private final DropReader reader;
    private final DropGate gate;
    private final TimeSource clock;
    private final DropTimes times;
    private final RejectedPlace rejected;
    private final DirectoryTime changes = new DirectoryTime(Spool.READ_ANYWAY);
    private final Map<Path, Waiting> waiting = new LinkedHashMap<>();
    /** Whether the store had no room in this pass: then the rest is not even read, and none of it is kept in memory. */
    private boolean full;

    /**
     * A file that could not be taken when it was last looked at.
     *
     * @param due how long it must not have changed to be read again
     */
    private record Waiting(Sighting sighting, long sinceNanos, Duration due) {
        static Waiting since(long nanos, Sighting sighting) {
            return new Waiting(sighting, nanos, Duration.ZERO);
        }

        Waiting until(Duration wait) {
            return new Waiting(sighting, sinceNanos, wait);
        }
    }

    /** How long to wait for writers: when a file counts as finished, and when as cut short for good. */
    record DropTimes(Duration quiet, Duration unfinished) {}

    DropBox(Layout layout, SpoolFiles files, DropReader reader, DropGate gate, TimeSource clock, DropTimes times) {
        this.layout = layout;
        this.reader = reader;
        this.gate = gate;
        this.clock = clock;
        this.times = times;
        this.rejected = new RejectedPlace(layout, files);
    }

    /** Whether the name is one that we take: everything else in the directory is somebody's unfinished business. */
    static boolean isDocument(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && (name.endsWith(".json") || isYaml(name));
    }

    private static boolean isYaml(String lowerCaseName) {
        return lowerCaseName.endsWith(".yaml") || lowerCaseName.endsWith(".yml");
    }

    /**
     * Reads the directory once and takes what is ready; opens only files that are new, have changed or have become due.
     *
     * @return whether a file still waits for its writer or for a time
     */
    boolean scan() throws IOException {
        if (!changes.mayHaveChanged(layout.drop())) {
            return lookAgain();
        }
        full = false;
        Map<Path, Waiting> before = new HashMap<>(waiting);
        int seen = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(layout.drop())) {
            for (Iterator<Path> it = entries.iterator(); it.hasNext() && seen < MANY; ) {
                Path file = it.next();
                before.remove(file);
                if (isDocument(file)) {
                    seen++;
                    look(file);
                }
            }
        } catch (java.nio.file.DirectoryIteratorException e) {
            throw e.getCause();
        }
        if (seen < MANY) {
            waiting.keySet().removeAll(before.keySet());
            changes.read();
        }
        return !waiting.isEmpty() || seen == MANY;
    }

    /** Looks again at the files that wait; whether any still does. */
    boolean lookAgain() throws IOException {
        full = false;
        for (Path file : List.copyOf(waiting.keySet())) {
            look(file);
        }
        return !waiting.isEmpty();
    }

    /** Looks at one file whose name was heard of. */
    void look(Path file) throws IOException {
        Optional<Sighting> sighting = Sighting.of(file);
        if (sighting.isEmpty() || sighting.get().directory()) {
            waiting.remove(file);
            return;
        }
        Waiting known = waiting.get(file);
        Waiting now = known != null && known.sighting().equals(sighting.get())
                ? known
                : Waiting.since(clock.nanoTime(), sighting.get());
        decide(file, now);
    }

    private void decide(Path file, Waiting now) throws IOException {
        Duration unchanged = Duration.ofNanos(clock.nanoTime() - now.sinceNanos());
        boolean yaml = isYaml(file.getFileName().toString().toLowerCase(Locale.ROOT));
        long size = now.sighting().size();
        if (!now.sighting().regular()) {
            reject(file, now, "not a regular file: links, pipes and devices are not followed");
        } else if (size > reader.limit()) {
            rejectAfter(times.quiet(), file, now, unchanged, "longer than " + reader.limit() + " bytes: " + size);
        } else if (full
                || unchanged.compareTo(now.due()) < 0
                || (yaml
                        && unchanged.compareTo(times.quiet()) < 0
                        && !now.sighting().renamedIntoPlace())) {
            waiting.put(file, now);
        } else {
            take(file, now, yaml, unchanged);
        }
    }

    private void take(Path file, Waiting now, boolean yaml, Duration unchanged) throws IOException {
        byte[] bytes;
        try {
            bytes = ForeignFile.read(file, reader.limit());
        } catch (IOException e) {
            unreadable(file, now, unchanged, e);
            return;
        }
        if (Sighting.of(file).equals(Optional.of(now.sighting()))) {
            act(file, now, unchanged, reader.read(bytes, yaml));
        } else {
            waiting.put(file, Waiting.since(clock.nanoTime(), now.sighting()));
        }
    }

    private void unreadable(Path file, Waiting now, Duration unchanged, IOException e) throws IOException {
        if (Sighting.of(file).isEmpty()) {
            waiting.remove(file);
        } else if (e instanceof ClosedByInterruptException) {
            // We are told to end, which says nothing about the file.
            waiting.put(file, now);
        } else {
            rejectAfter(times.quiet(), file, now, unchanged, "cannot be read: " + e.getMessage());
        }
    }

    private void act(Path file, Waiting now, Duration unchanged, DropReading reading) throws IOException {
        if (reading instanceof DropReading.Job job) {
            settle(file, now, gate.submit(job.document(), job.json()));
        } else if (reading instanceof DropReading.Invalid invalid) {
            settle(file, now, gate.fail(invalid.jobId(), invalid.json(), invalid.report()));
        } else if (reading instanceof DropReading.Unfinished unfinished) {
            rejectAfter(times.unfinished(), file, now, unchanged, unfinished.reason());
        } else if (reading instanceof DropReading.Garbage garbage) {
            rejectAfter(times.quiet(), file, now, unchanged, garbage.reason());
        }
    }

    private void rejectAfter(Duration wait, Path file, Waiting now, Duration unchanged, String reason)
            throws IOException {
        if (unchanged.compareTo(wait) >= 0) {
            reject(file, now, reason);
        } else {
            waiting.put(file, now.until(wait));
        }
    }

    private void settle(Path file, Waiting now, DropGate.Verdict verdict) throws IOException {
        if (verdict instanceof DropGate.Verdict.Taken) {
            rejected.remove(file, now.sighting());
            waiting.remove(file);
        } else if (verdict instanceof DropGate.Verdict.Refused refused) {
            reject(file, now, refused.reason());
        } else {
            full = true;
            // To the end of the line, so that the next pass tries another one, which may be no job at all.
            waiting.remove(file);
            waiting.put(file, now);
        }
    }

    private void reject(Path file, Waiting now, String reason) throws IOException {
        waiting.remove(file);
        if (rejected.reject(file, now.sighting(), reason)) {
            log.warn(
                    "Rejected a dropped file of {} bytes; its reason lies beside it in {}",
                    now.sighting().size(),
                    layout.rejected());
        }
    }
}
