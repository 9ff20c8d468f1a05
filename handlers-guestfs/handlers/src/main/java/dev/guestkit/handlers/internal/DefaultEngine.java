package dev.guestkit.handlers.internal;

import dev.guestkit.appliance.ApplianceEngine;
import dev.guestkit.appliance.LibguestfsEngine;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The distribution's libguestfs with its own settings, made at the first job: a handler that is only found costs nothing. */
public final class DefaultEngine implements Supplier<ApplianceEngine> {
    private final Lock lock = new ReentrantLock();
    private @Nullable ApplianceEngine engine;

    @Override
    public ApplianceEngine get() {
        lock.lock();
        try {
            ApplianceEngine made = engine == null ? LibguestfsEngine.builder().build() : engine;
            engine = made;
            return made;
        } finally {
            lock.unlock();
        }
    }
}
