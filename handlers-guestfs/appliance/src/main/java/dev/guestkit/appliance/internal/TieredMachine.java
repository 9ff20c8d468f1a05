package dev.guestkit.appliance.internal;

import dev.guestkit.appliance.ApplianceException;
import dev.guestkit.appliance.ApplianceException.Kind;
import dev.guestkit.appliance.ApplianceInfo;
import dev.guestkit.appliance.MachineUsage;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A fast machine, in whose place comes a slow and sure one when the fast one does not start or is not enough. */
public final class TieredMachine implements Machine {
    private static final Logger LOG = LoggerFactory.getLogger(TieredMachine.class);

    private final Function<String, Machine> slow;
    private final AtomicReference<Machine> current;
    private final AtomicReference<ApplianceException> killed = new AtomicReference<>();

    /**
     * Makes one.
     *
     * @param slow makes the other machine, of the reason why it is wanted
     */
    public TieredMachine(Machine fast, Function<String, Machine> slow) {
        this.slow = slow;
        this.current = new AtomicReference<>(fast);
    }

    private Machine current() {
        return java.util.Objects.requireNonNull(current.get());
    }

    @Override
    public ApplianceInfo launch() throws InterruptedException {
        try {
            return current().launch();
        } catch (ApplianceException e) {
            boolean itself = e.kind() == Kind.APPLIANCE_FAILED || e.kind() == Kind.TIMEOUT;
            if (!itself || killed.get() != null) {
                throw e;
            }
            String reason = String.valueOf(e.getMessage());
            LOG.warn("a clone did not start, a stock machine takes its place: {}", reason);
            return replace(reason);
        }
    }

    @Override
    public ApplianceInfo replace(String reason) throws InterruptedException {
        Machine fast = current();
        fast.kill(new ApplianceException(Kind.APPLIANCE_FAILED, reason));
        fast.remove();
        Machine other = slow.apply(reason);
        current.set(other);
        ApplianceException end = killed.get();
        if (end != null) {
            other.kill(end);
        }
        return other.launch();
    }

    @Override
    public byte[] run(Script script, int limit) {
        return current().run(script, limit);
    }

    @Override
    public void stream(Script script, Path local, long limit) {
        current().stream(script, local, limit);
    }

    @Override
    public boolean unlock(String device, byte[] passphrase, String name) {
        return current().unlock(device, passphrase, name);
    }

    @Override
    public Optional<MachineUsage> usage() {
        return current().usage();
    }

    @Override
    public void kill(ApplianceException reason) {
        killed.compareAndSet(null, reason);
        current().kill(reason);
    }

    @Override
    public void remove() {
        current().remove();
    }
}
