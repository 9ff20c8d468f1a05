package dev.guestkit.worker.internal;

import dev.guestkit.worker.spi.HandlerSpec;
import dev.guestkit.worker.spi.HandlerSpecBuilder;
import dev.guestkit.worker.spi.JobContext;
import dev.guestkit.worker.spi.JobHandler;
import dev.guestkit.worker.spi.Outcome;
import java.util.function.UnaryOperator;

/** A handler made of a lambda. */
public record ScriptedHandler(HandlerSpec spec, Body body) implements JobHandler {
    /** What it does. */
    @FunctionalInterface
    public interface Body {
        Outcome run(JobContext context) throws Exception;
    }

    public static ScriptedHandler of(String operation, Body body) {
        return of(operation, builder -> builder, body);
    }

    public static ScriptedHandler of(String operation, UnaryOperator<HandlerSpecBuilder> more, Body body) {
        return new ScriptedHandler(more.apply(HandlerSpec.builder(operation, 1)).build(), body);
    }

    @Override
    public Outcome run(JobContext context) throws Exception {
        return body.run(context);
    }
}
