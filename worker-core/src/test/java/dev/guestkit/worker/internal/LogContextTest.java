package dev.guestkit.worker.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.Json;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class LogContextTest {
    @Test
    void everyLineOfAHandlerCarriesItsJobAndAttempt() {
        List<String> seen = new CopyOnWriteArrayList<>();
        try (WorkerFixture fixture = new WorkerFixture()) {
            fixture.start(b -> b.concurrency(1), ScriptedHandler.of("acme.work", context -> {
                seen.add(MDC.get("job_id") + " " + MDC.get("attempt"));
                return context.done(Json.NULL);
            }));
            String first = fixture.submit("acme.work");
            String second = fixture.submit("acme.work", b -> b.attempt(2).maxAttempts(2));
            fixture.result(first);
            fixture.result(second);
            assertThat(seen).containsExactly(first + " 1", second + " 2");
        }
    }
}
