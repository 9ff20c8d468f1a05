package dev.guestkit.transport.file;

import dev.guestkit.job.JobResult;
import dev.guestkit.job.JobStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What follows when a job's last step was linked: its result gets its public name, and its files leave the queue. Every part
 * may be repeated, by any process, after a crash between any two of them. Thread-safe.
 */
final class Ending {
    private final Layout layout;
    private final SpoolFiles files;
    private final SnapshotJson json;

    Ending(Layout layout, SpoolFiles files, SnapshotJson json) {
        this.layout = layout;
        this.files = files;
        this.json = json;
    }

    /**
     * Gives a result its public name, on stable storage.
     *
     * @return false when another result of the job was there before
     */
    boolean publish(String jobId, Path written) throws IOException {
        boolean ours = link(written, layout.result(jobId));
        // Also when it was there already: whoever linked it may have died before waiting for the disk.
        files.sync(layout.results());
        return ours;
    }

    private boolean link(Path written, Path result) throws IOException {
        try {
            return files.link(written, result);
        } catch (NoSuchFileException e) {
            // Another process finished the same ending first, and took the step away that we were about to link.
            if (files.exists(result)) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Moves the files of a job whose result has its public name out of the queue: the record is kept, the document leaves,
     * and only then the steps, whose numbers are free for nobody as long as the document is there.
     *
     * @param lastStep the number of the newest step
     */
    void clear(JobResult result, Snapshot end, int lastStep) throws IOException {
        String jobId = result.jobId();
        if (!files.exists(layout.record(jobId))) {
            files.replace(layout.record(jobId), json.write(end), false);
        }
        moveDocument(result);
        for (int step = 1; step <= lastStep; step++) {
            files.unlink(layout.step(jobId, step));
        }
    }

    private void moveDocument(JobResult result) throws IOException {
        String jobId = result.jobId();
        Path place = place(result);
        if (files.exists(place)) {
            files.unlink(layout.document(jobId));
        } else {
            files.move(layout.document(jobId), place);
        }
    }

    /** Where the document of a job with this result belongs; with the reason beside it, for people, when it did not complete. */
    Path place(JobResult result) throws IOException {
        if (result.status() == JobStatus.COMPLETED) {
            return layout.doneDocument(result.jobId());
        }
        String text = result.status().wireName()
                + result.error().map(e -> ": " + e.code() + "\n" + e.message()).orElse("")
                + "\n";
        files.replace(layout.failedReason(result.jobId()), text.getBytes(StandardCharsets.UTF_8), false);
        return layout.failedDocument(result.jobId());
    }
}
