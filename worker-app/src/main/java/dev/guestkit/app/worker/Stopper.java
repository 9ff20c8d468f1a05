package dev.guestkit.app.worker;

import dev.guestkit.worker.Worker;

/** Closes a worker when a signal ends the process, so that no virtual machine of it is left behind. */
final class Stopper implements AutoCloseable {
    private final Thread hook;

    Stopper(Worker worker) {
        hook = new Thread(worker::close, "guestkit-stopper");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** The work is done; a signal from now on has nothing to stop. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending and the hook is at work: it closes the worker, as we are about to.
            Thread.onSpinWait();
        }
    }
}
