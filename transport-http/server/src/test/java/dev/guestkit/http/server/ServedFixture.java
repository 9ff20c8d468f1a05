package dev.guestkit.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.worker.MemoryTransport;
import dev.guestkit.worker.Worker;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;

/** A server over a store in memory, with or without a worker. */
@org.junit.jupiter.api.Timeout(20)
abstract class ServedFixture {
    final MemoryTransport transport = MemoryTransport.create();
    final Handlers.Held held = new Handlers.Held();
    Worker worker;
    private Served served;
    Http http;

    abstract Served serve(HttpFront front);

    void start(Consumer<HttpFrontBuilder> settings) {
        served = serve(Served.front(HttpFront.builder(transport), settings));
        http = new Http(served.uri());
    }

    void start() {
        start(front -> {});
    }

    void startWithWorker() {
        worker = Worker.builder(transport)
                .workerId("worker-1")
                .grace(Duration.ZERO)
                .handler(held)
                .handler(new Handlers.Failing())
                .retryDelay(Duration.ofMillis(1), Duration.ofMillis(2))
                .start();
        start(front -> front.worker(worker));
    }

    @AfterEach
    void stop() {
        if (worker != null) {
            worker.close();
        }
        if (served != null) {
            served.close();
        }
        transport.close();
    }

    static String echo(String id) {
        return """
                {"job_id":"%s","operation":"system.echo","payload":{"type":"system.echo.v1","data":{"text":"hello"}}}""".formatted(id);
    }

    void ended(String id) {
        assertThat(transport.client().await(id, Duration.ofSeconds(10))).as(id).isPresent();
    }

    static String job(String id, String operation) {
        return "{\"job_id\":\"%s\",\"operation\":\"%s\",\"payload\":{\"type\":\"%s.v1\",\"data\":{}}}"
                .formatted(id, operation, operation);
    }
}
