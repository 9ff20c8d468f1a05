package dev.guestkit.worker.internal;

import dev.guestkit.worker.WorkerListener;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells every listener; what one throws is logged and stops nothing. */
final class Listeners {
    private static final Logger log = LoggerFactory.getLogger(Listeners.class);

    private final List<WorkerListener> all;

    Listeners(List<WorkerListener> all) {
        this.all = List.copyOf(all);
    }

    void each(Consumer<WorkerListener> call) {
        for (WorkerListener listener : all) {
            try {
                call.accept(listener);
            } catch (RuntimeException | Error e) { // somebody else's code: the worker must live
                log.warn("listener {} failed", listener.getClass().getName(), e);
            }
        }
    }
}
