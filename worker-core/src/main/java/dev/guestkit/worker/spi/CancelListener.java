package dev.guestkit.worker.spi;

/** Hears at once that a claimed job is to stop. Called on a transport's thread: it is quick and does not throw. */
@FunctionalInterface
public interface CancelListener {
    /** A stop of this claim was asked for. */
    void cancelRequested(ClaimToken token, String reason);
}
