package dev.guestkit.transport.file;

import dev.guestkit.worker.spi.QueueControl;
import dev.guestkit.worker.spi.QueueStats;
import java.util.Optional;

/** What operators do with the spool. */
final class FileControl implements QueueControl {
    private final Spool spool;
    private final Expiry expiry;
    private final Listing listing;

    FileControl(Spool spool, Listing listing, Expiry expiry) {
        this.spool = spool;
        this.expiry = expiry;
        this.listing = listing;
    }

    @Override
    public QueueStats stats() {
        return spool.guard.call("count jobs", listing::stats);
    }

    @Override
    public void pause(String reason) {
        spool.guard.run("pause the queue", () -> spool.pause.pause(reason));
    }

    @Override
    public void resume() {
        spool.guard.run("resume the queue", spool.pause::resume);
        spool.board.wake();
    }

    @Override
    public Optional<String> pauseReason() {
        return spool.guard.call("see whether the queue is paused", spool.pause::reason);
    }

    @Override
    public int expire() {
        return spool.guard.call("expire leases and deadlines", expiry::expire);
    }
}
