package dev.guestkit.transport.file;

import dev.guestkit.job.JobResult;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Stores jobs that end as they come in: replays, refused keys, invalid drops. The result is first, so that at no moment a
 * worker can find the document in the queue. May be repeated after a crash.
 */
final class BornEnded {
    private final Spool spool;

    BornEnded(Spool spool) {
        this.spool = spool;
    }

    /**
     * Stores one.
     *
     * @param document a file with the document
     * @return false when the job had a result before
     */
    boolean store(Path document, Snapshot end, JobResult result) throws IOException {
        Path written = spool.files.temporary(spool.codec.write(result), true);
        try {
            if (!spool.lives.ending().publish(result.jobId(), written)) {
                return false;
            }
        } finally {
            spool.files.unlink(written);
        }
        spool.files.replace(spool.layout.record(result.jobId()), spool.json.write(end), false);
        Path place = spool.lives.ending().place(result);
        spool.files.link(document, place);
        spool.files.sync(SpoolFiles.directoryOf(place));
        spool.board.ended(result.jobId());
        return true;
    }
}
