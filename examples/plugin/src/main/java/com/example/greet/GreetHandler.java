package com.example.greet;

import dev.guestkit.job.ErrorCode;
import dev.guestkit.job.Json;
import dev.guestkit.worker.spi.HandlerException;
import dev.guestkit.worker.spi.HandlerSpec;
import dev.guestkit.worker.spi.JobContext;
import dev.guestkit.worker.spi.JobHandler;
import dev.guestkit.worker.spi.Outcome;
import java.util.Map;

/** Runs {@code acme.greet}: greets whom the job names. Thread-safe, because it holds nothing. */
public final class GreetHandler implements JobHandler {
    @Override
    public HandlerSpec spec() {
        return HandlerSpec.builder("acme.greet", 1).build();
    }

    @Override
    public Outcome run(JobContext context) {
        String name = context.payload()
                .data()
                .at("/name")
                .flatMap(Json::text)
                .orElseThrow(
                        () -> new HandlerException(ErrorCode.VALIDATION_ERROR, "payload.data.name must be a text"));
        context.progress("greeting", 50, "thinking of something nice");
        return context.done(Json.ofValue(Map.of("greeting", "Hello, " + name + "!")));
    }
}
