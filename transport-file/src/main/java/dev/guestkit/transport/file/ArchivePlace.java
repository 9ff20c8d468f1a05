package dev.guestkit.transport.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Jobs that ended a while ago, one directory per day of their end (UTC), everything of a job in it: {@code <id>.json},
 * {@code <id>-result.json}, {@code <id>.record.json}, {@code <id>.events.ndjson}, {@code <id>.artifacts/}. Thread-safe.
 */
final class ArchivePlace {
    private final Layout layout;
    private final AtomicReference<Days> cached = new AtomicReference<>(Days.NONE);

    /** The days, newest first, as the directory was when it had this time. */
    private record Days(FileTime modified, List<Path> shards) {
        static final Days NONE = new Days(FileTime.fromMillis(-1), List.of());
    }

    /** Where the parts of one archived job lie. */
    record Shelf(Path day, String name) {
        Path document() {
            return day.resolve(name + ".json");
        }

        Path result() {
            return day.resolve(name + Layout.RESULT);
        }

        Path record() {
            return day.resolve(name + ".record.json");
        }

        Path events() {
            return day.resolve(name + ".events.ndjson");
        }

        Path artifacts() {
            return day.resolve(name + ".artifacts");
        }

        Path reason() {
            return day.resolve(name + Layout.REASON);
        }
    }

    ArchivePlace(Layout layout) {
        this.layout = layout;
    }

    /** Where a job lies whose result is in the archive, which is the last part to get there. */
    Optional<Shelf> find(String jobId) throws IOException {
        for (Path day : days()) {
            Shelf shelf = new Shelf(day, layout.names().encode(jobId));
            if (Files.exists(shelf.result())) {
                return Optional.of(shelf);
            }
        }
        return Optional.empty();
    }

    /** Where a job belongs that ended then. */
    Shelf shelf(Instant ended, String jobId) {
        LocalDate day = LocalDate.ofInstant(ended, ZoneOffset.UTC);
        return new Shelf(
                layout.archive().resolve(day.toString()), layout.names().encode(jobId));
    }

    /** The directories of all days, newest first. */
    List<Path> days() throws IOException {
        FileTime modified;
        try {
            modified = Files.getLastModifiedTime(layout.archive());
        } catch (NoSuchFileException e) {
            return List.of();
        }
        Days known = Objects.requireNonNull(cached.get());
        if (!known.modified().equals(modified)) {
            known = new Days(modified, list());
            cached.set(known);
        }
        return known.shards();
    }

    private List<Path> list() throws IOException {
        List<Path> days = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(layout.archive())) {
            for (Path entry : entries) {
                if (day(entry).isPresent()) {
                    days.add(entry);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        days.sort(Collections.reverseOrder());
        return List.copyOf(days);
    }

    /** The day that a directory holds, empty for a foreign one. */
    static Optional<LocalDate> day(Path directory) {
        try {
            return Optional.of(LocalDate.parse(directory.getFileName().toString()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
