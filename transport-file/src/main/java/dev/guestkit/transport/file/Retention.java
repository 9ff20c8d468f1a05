package dev.guestkit.transport.file;

import dev.guestkit.job.JobDocument;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Moves old results out of the flat places, by age and by count, into the archive's directory of their day, and forgets days
 * that are too old. Every part may be repeated, by any process. Thread-safe.
 */
final class Retention {
    private final Spool spool;

    private record Old(String jobId, Instant ended) {}

    Retention(Spool spool) {
        this.spool = spool;
    }

    /** Does what is due; returns how many jobs it moved or forgot. */
    int sweep() throws IOException {
        return archive() + forget();
    }

    private int archive() throws IOException {
        List<Old> flat = flat();
        flat.sort(Comparator.comparing(Old::ended).thenComparing(Old::jobId));
        Instant oldest = spool.clock.instant().minus(spool.settings.keep().flatFor());
        long tooMany = flat.size() - spool.settings.keep().flatCount();
        int moved = 0;
        for (Old job : flat) {
            if (moved >= tooMany && !job.ended().isBefore(oldest)) {
                break;
            }
            move(job);
            moved++;
        }
        return moved;
    }

    private List<Old> flat() throws IOException {
        List<Old> found = new ArrayList<>();
        for (Path file : names(spool.layout.results())) {
            Optional<String> jobId = spool.layout.resultOf(file);
            Optional<Instant> ended = jobId.isEmpty() ? Optional.empty() : time(file);
            ended.ifPresent(time -> found.add(new Old(jobId.orElseThrow(), time)));
        }
        return found;
    }

    private static Optional<Instant> time(Path file) throws IOException {
        try {
            return Optional.of(Files.getLastModifiedTime(file).toInstant());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** The result goes last: as long as it is in the flat place, the job counts as not archived. */
    private void move(Old job) throws IOException {
        String id = job.jobId();
        ArchivePlace.Shelf shelf = spool.archive.shelf(job.ended(), id);
        Files.createDirectories(shelf.day());
        Layout flat = spool.layout;
        spool.files.move(flat.doneDocument(id), shelf.document());
        spool.files.move(flat.failedDocument(id), shelf.document());
        spool.files.move(flat.failedReason(id), shelf.reason());
        spool.files.move(flat.record(id), shelf.record());
        spool.files.move(flat.eventLog(id), shelf.events());
        spool.files.move(flat.artifacts(id), shelf.artifacts());
        spool.files.move(flat.result(id), shelf.result());
    }

    private int forget() throws IOException {
        LocalDate first = LocalDate.ofInstant(
                spool.clock.instant().minus(spool.settings.keep().archivedFor()), ZoneOffset.UTC);
        int forgotten = 0;
        for (Path day : spool.archive.days()) {
            if (ArchivePlace.day(day).filter(first::isAfter).isPresent()) {
                forgotten += forget(day);
            }
        }
        return forgotten;
    }

    private int forget(Path day) throws IOException {
        int forgotten = 0;
        for (Path file : names(day)) {
            Optional<String> jobId = spool.layout.resultOf(file);
            if (jobId.isPresent()) {
                forgetJob(new ArchivePlace.Shelf(day, spool.layout.names().encode(jobId.get())));
                forgotten++;
            }
        }
        for (Path leftover : names(day)) {
            delete(leftover);
        }
        Files.deleteIfExists(day);
        return forgotten;
    }

    /** The key is freed first: while it names the job, the job must be known. */
    private void forgetJob(ArchivePlace.Shelf shelf) throws IOException {
        Optional<byte[]> bytes = spool.files.read(shelf.document());
        Optional<JobDocument> document =
                bytes.flatMap(read -> spool.codec.parseJob(read).document());
        if (document.isPresent()) {
            freeKey(document.get());
            new SubmittedDigests(spool).forget(document.get().jobId(), bytes.get());
        }
        delete(shelf.document());
        delete(shelf.reason());
        delete(shelf.record());
        delete(shelf.events());
        delete(shelf.artifacts());
        delete(shelf.result());
    }

    private void freeKey(JobDocument document) throws IOException {
        var key = dev.guestkit.worker.store.JobTerms.of(document).idempotency();
        Optional<KeyPlace.Holder> holder = key.isEmpty() ? Optional.empty() : spool.keys.newest(key.get());
        boolean holds = holder.flatMap(
                        held -> spool.codec.parseJob(held.document()).document())
                .filter(first -> first.jobId().equals(document.jobId()))
                .isPresent();
        if (holds) {
            spool.keys.forget(key.orElseThrow());
        }
    }

    private static void delete(Path file) throws IOException {
        if (Files.isDirectory(file, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            for (Path inside : names(file)) {
                delete(inside);
            }
        }
        Files.deleteIfExists(file);
    }

    static List<Path> names(Path directory) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            entries.forEach(found::add);
        } catch (NoSuchFileException e) {
            return found;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return found;
    }
}
