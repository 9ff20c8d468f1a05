package dev.guestkit.worker.internal.system;

import dev.guestkit.job.Json;
import dev.guestkit.worker.spi.HandlerSpec;
import dev.guestkit.worker.spi.JobContext;
import dev.guestkit.worker.spi.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;

/** What both echo operations do. */
final class Echo {
    private Echo() {}

    static HandlerSpec spec(String operation) {
        return HandlerSpec.builder(operation, 1)
                .threads(HandlerSpec.Threads.VIRTUAL)
                .build();
    }

    static Outcome run(JobContext context) {
        Map<String, Object> data = new LinkedHashMap<>(4);
        data.put("echo", context.payload().data());
        data.put("message", "echo of job " + context.jobId());
        return context.done(Json.ofValue(data));
    }
}
