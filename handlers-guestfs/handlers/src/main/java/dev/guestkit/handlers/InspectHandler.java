package dev.guestkit.handlers;

import dev.guestkit.appliance.ApplianceEngine;
import dev.guestkit.handlers.internal.DefaultEngine;
import dev.guestkit.handlers.internal.Inspection;
import dev.guestkit.worker.spi.HandlerSpec;
import dev.guestkit.worker.spi.JobContext;
import dev.guestkit.worker.spi.JobHandler;
import dev.guestkit.worker.spi.Outcome;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Runs {@code guestkit.inspect}: says which operating systems are on a disk image and everything about them, without running or
 * changing anything. The result is described in {@code docs/inspection-result.md}.
 *
 * <p>Found by {@link java.util.ServiceLoader} with no keys and the default engine; built by {@link #builder()} otherwise. Holds one
 * {@value #RESOURCE} while it runs. Thread-safe.
 */
public final class InspectHandler implements JobHandler {
    /** The named resource of the worker of which each running inspection holds one. */
    public static final String RESOURCE = "appliance";

    /** What an inspection may copy out of a guest before its result is made. */
    private static final long SCRATCH_BYTES = 256L << 20;

    private final Inspection inspection;

    /** Makes one with the defaults of {@link Builder}. */
    public InspectHandler() {
        this(builder());
    }

    private InspectHandler(Builder builder) {
        inspection = new Inspection(builder.engine, builder.keys, builder.maxVirtualBytes);
    }

    /** Starts with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public HandlerSpec spec() {
        return HandlerSpec.builder("guestkit.inspect", 1)
                .threads(HandlerSpec.Threads.PLATFORM)
                .resource(RESOURCE, 1)
                .scratchBytes(SCRATCH_BYTES)
                .build();
    }

    @Override
    public Outcome run(JobContext context) {
        return Outcome.done(inspection.run(context));
    }

    /** Configures an {@link InspectHandler}. Not thread-safe. */
    public static final class Builder {
        private Supplier<ApplianceEngine> engine = new DefaultEngine();
        private KeyProvider keys = KeyProvider.none();
        private long maxVirtualBytes = 8L << 40;

        private Builder() {}

        /** What starts machines; by default libguestfs with its own settings. It stays the caller's to close. */
        public Builder engine(ApplianceEngine value) {
            engine = () -> value;
            return this;
        }

        /** Where keys of encrypted disks come from; by default there are none. */
        public Builder keys(KeyProvider value) {
            keys = Objects.requireNonNull(value, "keys");
            return this;
        }

        /**
         * The largest disk that is let in, in bytes as the guest sees it; 8 TiB by default.
         *
         * @throws IllegalArgumentException when it is not positive
         */
        public Builder maxVirtualBytes(long value) {
            if (value <= 0) {
                throw new IllegalArgumentException("the largest disk must have a positive size, not " + value);
            }
            maxVirtualBytes = value;
            return this;
        }

        /** The handler. */
        public InspectHandler build() {
            return new InspectHandler(this);
        }
    }
}
