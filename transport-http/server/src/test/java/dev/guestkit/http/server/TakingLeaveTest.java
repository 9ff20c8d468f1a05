package dev.guestkit.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.worker.MemoryTransport;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TakingLeaveTest {
    private final MemoryTransport transport = MemoryTransport.create();
    private final HttpFront front = HttpFront.builder(transport).build();
    private final Served served = Served.jetty(front);
    private final Http http = new Http(served.uri());

    @AfterEach
    void stop() {
        served.close();
        transport.close();
    }

    @Test
    void whoTakesLeaveIsNotReadyAndTakesNoJobsButAnswers() {
        http.post("/api/v1/jobs", ApiContract.echo("job-before-1"));
        front.drain();
        Http.Answer refused = http.post("/api/v1/jobs", ApiContract.echo("job-after-1"));
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.error()).isEqualTo("UNAVAILABLE");
        assertThat(refused.header("Retry-After")).isEqualTo("5");
        assertThat(http.get("/ready").status()).isEqualTo(503);
        assertThat(http.get("/live").status()).isEqualTo(200);
        assertThat(http.get("/health").data().path("status").asText()).isEqualTo("degraded");
        assertThat(http.get("/api/v1/jobs/job-before-1").status()).isEqualTo(200);
    }

    @Test
    void whatWasAnsweredIsStoredWhenItStopsUnderLoad() throws Exception {
        Set<String> taken = ConcurrentHashMap.newKeySet();
        CountDownLatch begun = new CountDownLatch(40);
        ExecutorService clients = Executors.newFixedThreadPool(8);
        List<Future<?>> all = new ArrayList<>();
        for (int client = 0; client < 8; client++) {
            String prefix = "job-load-" + client + "-";
            all.add(clients.submit(() -> submitUntilRefused(prefix, taken, begun)));
        }
        begun.await();
        served.close();
        for (Future<?> client : all) {
            client.get();
        }
        clients.shutdown();
        assertThat(taken).hasSizeGreaterThanOrEqualTo(40);
        assertThat(taken)
                .allSatisfy(id -> assertThat(transport.client().find(id)).as(id).isPresent());
    }

    private void submitUntilRefused(String prefix, Set<String> taken, CountDownLatch begun) {
        HttpClient client = HttpClient.newHttpClient();
        for (int i = 0; ; i++) {
            String id = prefix + i;
            try {
                HttpResponse<Void> answer = client.send(
                        http.request("POST", "/api/v1/jobs", ApiContract.echo(id)),
                        HttpResponse.BodyHandlers.discarding());
                if (answer.statusCode() != 201) {
                    assertThat(answer.statusCode()).isEqualTo(503);
                    return;
                }
            } catch (IOException e) {
                return; // no connection any more: nothing was promised
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            taken.add(id);
            begun.countDown();
        }
    }

    @Test
    void streamsOfEventsEndWithTheServerInsteadOfHoldingIt() throws Exception {
        http.post("/api/v1/jobs", ApiContract.echo("job-open-001"));
        Iterator<String> lines = HttpClient.newHttpClient()
                .send(
                        http.request("GET", "/api/v1/jobs/job-open-001/events", null),
                        HttpResponse.BodyHandlers.ofLines())
                .body()
                .iterator();
        assertThat(Sse.next(lines).event()).isEqualTo("state");
        long begin = System.nanoTime();
        served.close();
        assertThat(Sse.next(lines)).isNull();
        assertThat(System.nanoTime() - begin).isLessThan(1_900_000_000L);
    }
}
