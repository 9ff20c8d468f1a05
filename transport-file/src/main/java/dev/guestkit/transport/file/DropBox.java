package dev.guestkit.transport.file;

import dev.guestkit.worker.spi.TimeSource;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
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
    private final Map<Path, Waiting> waiting = new HashMap<>();

    /** A file that could not be taken when it was last looked at. */
    private record Waiting(Sighting sighting, long sinceNanos, Optional<DropReading> reading) {}

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
                : new Waiting(sighting.get(), clock.nanoTime(), Optional.empty());
        decide(file, now);
    }

    private void decide(Path file, Waiting now) throws IOException {
        Duration unchanged = Duration.ofNanos(clock.nanoTime() - now.sinceNanos());
        boolean quiet = unchanged.compareTo(times.quiet()) >= 0;
        boolean yaml = isYaml(file.getFileName().toString().toLowerCase(Locale.ROOT));
        if (!now.sighting().regular()) {
            reject(file, now, "not a regular file: links, pipes and devices are not followed");
        } else if (now.sighting().size() > reader.limit()) {
            if (quiet) {
                reject(
                        file,
                        now,
                        "longer than " + reader.limit() + " bytes: "
                                + now.sighting().size());
            } else {
                waiting.put(file, now);
            }
        } else if (yaml && !quiet && !now.sighting().renamedIntoPlace()) {
            waiting.put(file, now);
        } else {
            take(file, now, yaml, unchanged);
        }
    }

    private void take(Path file, Waiting now, boolean yaml, Duration unchanged) throws IOException {
        DropReading reading;
        if (now.reading().isPresent()) {
            reading = now.reading().get();
        } else {
            byte[] bytes;
            try {
                bytes = SpoolFiles.head(file, reader.limit());
            } catch (IOException e) {
                unreadable(file, now, unchanged, e);
                return;
            }
            if (!Sighting.of(file).equals(Optional.of(now.sighting()))) {
                waiting.put(file, new Waiting(now.sighting(), clock.nanoTime(), Optional.empty()));
                return;
            }
            reading = reader.read(bytes, yaml);
        }
        act(file, new Waiting(now.sighting(), now.sinceNanos(), Optional.of(reading)), unchanged);
    }

    private void unreadable(Path file, Waiting now, Duration unchanged, IOException e) throws IOException {
        if (Sighting.of(file).isEmpty()) {
            waiting.remove(file);
        } else if (unchanged.compareTo(times.quiet()) >= 0) {
            reject(file, now, "cannot be read: " + e.getMessage());
        } else {
            waiting.put(file, now);
        }
    }

    private void act(Path file, Waiting now, Duration unchanged) throws IOException {
        DropReading reading = now.reading().orElseThrow();
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
            waiting.put(file, now);
        }
    }

    private void settle(Path file, Waiting now, DropGate.Verdict verdict) throws IOException {
        if (verdict instanceof DropGate.Verdict.Taken) {
            rejected.remove(file, now.sighting());
            waiting.remove(file);
        } else if (verdict instanceof DropGate.Verdict.Refused refused) {
            reject(file, now, refused.reason());
        } else {
            waiting.put(file, now);
        }
    }

    private void reject(Path file, Waiting now, String reason) throws IOException {
        log.warn(
                "Rejected a dropped file of {} bytes; its reason lies beside it in {}",
                now.sighting().size(),
                layout.rejected());
        rejected.reject(file, reason);
        waiting.remove(file);
    }
}
