package dev.guestkit.transport.file;

import dev.guestkit.worker.store.JobFacts;
import dev.guestkit.worker.store.JobIndex;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The directories that hold the results of ended jobs, which say which jobs have ended: the flat one and a shard for each day of
 * the archive. Reads those that have changed, and opens only what is new in them. For one thread at a time.
 */
final class EndedPlaces {
    private static final int PIECE = 8192;

    private final Spool spool;
    private final JobIndex index;
    private final EndedFacts facts;
    private final Map<Path, Place> places = new LinkedHashMap<>();

    private static final class Place {
        final DirectoryTime time;
        int known;

        Place(DirectoryTime time) {
            this.time = time;
        }
    }

    EndedPlaces(Spool spool, JobIndex index) {
        this.spool = spool;
        this.index = index;
        this.facts = new EndedFacts(spool);
    }

    EndedFacts facts() {
        return facts;
    }

    /** Reads what has changed; jobs that are gone, as far as the numbers tell, are shown to {@code gone}. */
    void refresh(Consumer<String> gone) throws IOException {
        List<Path> now = directories();
        boolean changed = places.keySet().retainAll(now);
        for (Path directory : now) {
            changed |= refresh(directory);
        }
        long counted = places.values().stream().mapToLong(place -> place.known).sum();
        long ended = index.counts().entrySet().stream()
                .filter(count -> count.getKey().isTerminal())
                .mapToLong(Map.Entry::getValue)
                .sum();
        if (changed && counted < ended) {
            missing().forEach(gone);
        }
    }

    /** Every job of the index that is neither in a place nor in the queue. */
    List<String> missing() throws IOException {
        var census = index.census();
        spool.lives.seen().forEach(life -> census.found(life.jobId()));
        for (Path directory : directories()) {
            names(directory, census::found);
        }
        return census.missing();
    }

    /** The flat one first: a job that moves meanwhile is then found in one of the two, or in both. */
    private List<Path> directories() throws IOException {
        List<Path> all = new ArrayList<>();
        all.add(spool.layout.results());
        all.addAll(spool.archive.days());
        return all;
    }

    private boolean refresh(Path directory) throws IOException {
        boolean flat = directory.equals(spool.layout.results());
        Place place = places.computeIfAbsent(
                directory, path -> new Place(new DirectoryTime(flat ? Spool.READ_ANYWAY : Integer.MAX_VALUE)));
        try {
            if (!place.time.mayHaveChanged(directory)) {
                return false;
            }
            place.known = read(directory, flat);
            place.time.read();
        } catch (NoSuchFileException e) {
            // A day that was just forgotten; the flat place is put back by the guard.
            if (flat) {
                throw e;
            }
            places.remove(directory);
        }
        return true;
    }

    private int read(Path directory, boolean flat) throws IOException {
        int[] known = new int[1];
        List<String> fresh = new ArrayList<>();
        names(directory, jobId -> {
            if (index.isEnded(jobId)) {
                known[0]++;
            } else {
                fresh.add(jobId);
            }
        });
        for (int from = 0; from < fresh.size() && !spool.guard.isClosed(); from += PIECE) {
            known[0] += Halves.count(
                    fresh.subList(from, Math.min(fresh.size(), from + PIECE)), jobId -> put(directory, jobId, flat));
        }
        return known[0];
    }

    private boolean put(Path directory, String jobId, boolean flat) throws IOException {
        Optional<JobFacts> found = flat
                ? facts.settled(jobId)
                : facts.archived(
                        new ArchivePlace.Shelf(directory, spool.layout.names().encode(jobId)), jobId);
        found.ifPresent(index::put);
        return found.isPresent();
    }

    private void names(Path directory, Consumer<String> visitor) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                spool.layout.resultOf(entry).ifPresent(visitor);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }
}
