package dev.guestkit.transport.file;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The lives of jobs that have not ended: a document, and beside it one file per change of state, numbered from 1.
 *
 * <p>A step is written in full, then linked under the next number. The link fails when another process took that number
 * first; so every change of state is one compare-and-set, steps never change, and whoever holds an old claim finds a newer
 * step in its place. A step that holds a result ends the job. When a job has ended, its document leaves the place first and
 * its steps last: so a step beside a document that is still there was linked in time, and any other one was not.
 */
final class StepLog {
    private final Layout layout;
    private final SpoolFiles files;

    StepLog(Layout layout, SpoolFiles files) {
        this.layout = layout;
        this.files = files;
    }

    /** What became of an attempt to add a step. */
    enum Added {
        /** It is the newest step. */
        YES,
        /** Another process added this number first. */
        TAKEN,
        /** The job has ended. */
        ENDED
    }

    /** The document of a job that has not ended. */
    Optional<byte[]> document(String jobId) throws IOException {
        return files.read(layout.document(jobId));
    }

    boolean isActive(String jobId) {
        return files.exists(layout.document(jobId));
    }

    /** Fails when the whole place is away: then a document that is not there says nothing about its job. */
    void requirePlace() throws IOException {
        if (!files.exists(layout.queue())) {
            throw new NoSuchFileException(layout.queue().toString());
        }
    }

    /** The newest step after {@code known}, which is 0 for the document. */
    int newest(String jobId, int known) {
        int number = known;
        while (files.exists(layout.step(jobId, number + 1))) {
            number++;
        }
        return number;
    }

    Optional<byte[]> read(String jobId, int number) throws IOException {
        return files.read(layout.step(jobId, number));
    }

    /** Adds a step, on stable storage when {@code durable}. */
    Added add(String jobId, int number, byte[] content, boolean durable) throws IOException {
        Path temporary = files.temporary(content, durable);
        try {
            Added added = link(jobId, number, temporary);
            if (durable && added == Added.YES) {
                files.sync(layout.queue());
            }
            return added;
        } finally {
            files.unlink(temporary);
        }
    }

    /** Links a file that was written before as a step. */
    Added link(String jobId, int number, Path written) throws IOException {
        Path step = layout.step(jobId, number);
        if (!files.link(written, step)) {
            return Added.TAKEN;
        }
        if (!isActive(jobId)) {
            files.unlink(step);
            return Added.ENDED;
        }
        return Added.YES;
    }

    void remove(String jobId, int number) throws IOException {
        files.unlink(layout.step(jobId, number));
    }

    /** One file of the place. */
    record Name(String jobId, int step) {}

    /** What a file name means, empty for a foreign file. */
    Optional<Name> parse(String fileName) {
        if (!fileName.endsWith(".json") || fileName.startsWith(".")) {
            return Optional.empty();
        }
        String stem = fileName.substring(0, fileName.length() - ".json".length());
        int tilde = stem.lastIndexOf('~');
        try {
            return tilde < 0
                    ? Optional.of(new Name(layout.names().decode(stem), 0))
                    : Optional.of(new Name(
                            layout.names().decode(stem.substring(0, tilde)),
                            Integer.parseInt(stem.substring(tilde + 1))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** What one reading of the directory found of a job. */
    static final class Found {
        boolean document;
        int newest;
    }

    /** Reads the directory once: every job with its newest step. */
    Map<String, Found> list() throws IOException {
        // The older class makes texts of the names and not paths, of which there may be a hundred thousand.
        String[] names = layout.queue().toFile().list();
        if (names == null) {
            throw new NoSuchFileException(layout.queue().toString(), null, "the directory cannot be read");
        }
        Map<String, Found> found = new HashMap<>(names.length * 2);
        for (String name : names) {
            parse(name).ifPresent(parsed -> note(found, parsed));
        }
        return found;
    }

    private static void note(Map<String, Found> all, Name name) {
        Found found = all.computeIfAbsent(name.jobId(), id -> new Found());
        found.document |= name.step() == 0;
        found.newest = Math.max(found.newest, name.step());
    }
}
