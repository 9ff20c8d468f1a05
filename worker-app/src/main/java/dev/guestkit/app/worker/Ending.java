package dev.guestkit.app.worker;

import java.util.concurrent.CountDownLatch;

/**
 * Turns a signal to end into an orderly end: whoever awaits goes on, closes what is open, and the process then ends with 0
 * instead of the signal's number. For one daemon in a process.
 */
final class Ending implements AutoCloseable {
    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::end, "guestkit-ending");

    Ending() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void end() {
        told.countDown();
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // All is closed; without this the JVM would say 143, as if it had been cut off.
        Runtime.getRuntime().halt(0);
    }

    /** Returns when the process was told to end. */
    void await() throws InterruptedException {
        told.await();
    }

    /** Lets the process end; what was opened after this object has been closed by now. */
    @Override
    public void close() {
        closed.countDown();
        if (told.getCount() > 0) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
