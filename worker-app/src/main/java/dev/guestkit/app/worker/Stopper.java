package dev.guestkit.app.worker;

import dev.guestkit.worker.Worker;
import java.util.function.IntSupplier;

/** Closes a worker when a signal ends the process, so that no virtual machine of it is left behind. */
final class Stopper {
    private Stopper() {}

    /** Does {@code work}; a signal meanwhile closes {@code worker}. */
    static int guarded(Worker worker, IntSupplier work) {
        Thread hook = new Thread(worker::close, "guestkit-stopper");
        Runtime.getRuntime().addShutdownHook(hook);
        int code = work.getAsInt();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
            return code;
        } catch (IllegalStateException e) {
            // The process is ending already, and the hook closes the worker as our caller is about to.
            return code;
        }
    }
}
