package dev.guestkit.worker.spi;

/** Ends something that was begun, once; closing again does nothing. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {
    @Override
    void close();
}
