package dev.guestkit.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.worker.MemoryTransport;
import dev.guestkit.worker.Worker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What every server says to every client: all of the contract. */
abstract class ApiContract extends StopAndRunAgainContract {
    @Test
    void artifactsAreListedAndDownloadedWholeAndInParts() throws Exception {
        startWithWorker();
        http.post("/api/v1/jobs", job("job-art-0001", "acme.hold"));
        held.go.countDown();
        ended("job-art-0001");
        String all = "/api/v1/jobs/job-art-0001/artifacts";
        assertThat(http.get(all).data().at("/artifacts/0/size_bytes").asInt()).isEqualTo(10);
        Http.Answer whole = http.get(all + "/notes.txt");
        assertThat(whole.text()).isEqualTo("0123456789");
        assertThat(whole.header("Content-Length")).isEqualTo("10");
        Http.Answer part = http.get(all + "/notes.txt", "Range", "bytes=2-4");
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.text()).isEqualTo("234");
        assertThat(part.header("Content-Range")).isEqualTo("bytes 2-4/10");
        assertThat(http.get(all + "/notes.txt", "Range", "bytes=-3").text()).isEqualTo("789");
        assertThat(http.get(all + "/notes.txt", "Range", "bytes=8-").text()).isEqualTo("89");
        assertThat(http.get(all + "/notes.txt", "Range", "bytes=2-4", "If-Range", "\"other\"")
                        .text())
                .isEqualTo("0123456789");
        Http.Answer beyond = http.get(all + "/notes.txt", "Range", "bytes=10-");
        assertThat(beyond.status()).isEqualTo(416);
        assertThat(beyond.header("Content-Range")).isEqualTo("bytes */10");
        assertThat(http.get(all + "/notes.txt", "If-None-Match", whole.header("ETag"))
                        .status())
                .isEqualTo(304);
        assertThat(http.send("HEAD", all + "/notes.txt").header("Content-Length"))
                .isEqualTo("10");
        assertThat(http.get(all + "/none.txt").status()).isEqualTo(404);
    }

    @Test
    void eventsComeInOrderAndGoOnWhereTheClientWas() throws Exception {
        startWithWorker();
        http.post("/api/v1/jobs", job("job-events-1", "acme.hold"));
        held.running.await();
        java.util.stream.Stream<String> stream = java.net.http.HttpClient.newHttpClient()
                .send(
                        http.request("GET", "/api/v1/jobs/job-events-1/events", null),
                        java.net.http.HttpResponse.BodyHandlers.ofLines())
                .body();
        java.util.Iterator<String> lines = stream.iterator();
        java.util.List<Sse> seen = new java.util.ArrayList<>();
        while (seen.stream().noneMatch(e -> e.event().equals("progress"))) {
            seen.add(Sse.next(lines));
        }
        held.go.countDown();
        for (Sse next = Sse.next(lines); next != null; next = Sse.next(lines)) {
            seen.add(next);
        }
        assertThat(seen)
                .extracting(Sse::event)
                .contains("state", "log", "progress")
                .endsWith("end");
        assertThat(seen).extracting(e -> Integer.parseInt(e.id())).isSorted().doesNotHaveDuplicates();
        String path = "/api/v1/jobs/job-events-1/events";
        assertThat(Sse.all(http.get(path).text())).isEqualTo(seen);
        for (int i = 0; i < seen.size() - 1; i++) {
            assertThat(Sse.all(http.get(path, "Last-Event-ID", seen.get(i).id()).text()))
                    .isEqualTo(seen.subList(i + 1, seen.size()));
        }
        Http.Answer over =
                http.get(path, "Last-Event-ID", seen.get(seen.size() - 1).id());
        assertThat(over.status()).isEqualTo(204);
        for (String bad : new String[] {"-1", "x", "01", "99", "1 ", "1.0"}) {
            assertThat(http.get(path, "Last-Event-ID", bad).status()).as(bad).isIn(bad.equals("1 ") ? 200 : 400, 400);
        }
        Http.Answer logs = http.get("/api/v1/jobs/job-events-1/logs", "Accept", "text/event-stream");
        assertThat(Sse.all(logs.text())).extracting(Sse::event).containsExactly("log", "end");
        assertThat(http.get("/api/v1/jobs/job-events-1/logs").text())
                .endsWith(" INFO it begins\n")
                .doesNotContain("attaching");
    }

    @Test
    void historyThatIsGoneIsSaidToBeGone() {
        MemoryTransport small = MemoryTransport.builder().eventLimit(2).build();
        worker = Worker.builder(small).handler(held).start();
        try (Served server = serve(HttpFront.builder(small).build())) {
            held.go.countDown();
            Http client = new Http(server.uri());
            client.post("/api/v1/jobs", job("job-gap-0001", "acme.hold"));
            assertThat(small.client().await("job-gap-0001", Duration.ofSeconds(10)))
                    .isPresent();
            java.util.List<Sse> events =
                    Sse.all(client.get("/api/v1/jobs/job-gap-0001/events").text());
            assertThat(events).extracting(Sse::event).first().isEqualTo("gap");
            assertThat(events).hasSize(4);
            assertThat(Sse.all(client.get(
                                    "/api/v1/jobs/job-gap-0001/events",
                                    "Last-Event-ID",
                                    events.get(0).id())
                            .text()))
                    .isEqualTo(events.subList(1, 4));
        }
        worker.close();
        small.close();
    }

    @Test
    void whatCanBeDoneHereAndHowItIsIsSaid() {
        startWithWorker();
        Http.Answer capabilities = http.get("/api/v1/capabilities");
        assertThat(capabilities.data().path("worker_id").asText()).isEqualTo("worker-1");
        assertThat(capabilities.data().path("operations").toString()).contains("system.echo", "acme.hold");
        assertThat(capabilities.data().at("/resources/max_concurrent_jobs").asInt())
                .isEqualTo(capabilities.data().path("max_concurrent_jobs").asInt());
        for (String path : new String[] {"/health", "/api/v1/health"}) {
            Http.Answer health = http.get(path);
            assertThat(health.data().path("status").asText()).isEqualTo("healthy");
            assertThat(health.data().has("uptime_seconds")).isTrue();
        }
        assertThat(http.get("/ready").json().at("/checks/store/healthy").asBoolean())
                .isTrue();
        assertThat(http.get("/live").json().at("/checks/lease_loop/healthy").asBoolean())
                .isTrue();
        assertThat(http.get("/api/v1/workers").data().path("workers").findValuesAsText("worker_id"))
                .containsExactly("worker-1");
    }

    @Test
    void theContractIsServedInBothFormsWhichSayTheSame() throws Exception {
        start(front -> front.withMetrics());
        Http.Answer yaml = http.get("/openapi.yaml");
        Http.Answer json = http.get("/openapi.json");
        assertThat(json.json()).isEqualTo(Contract.STANDARD.document);
        assertThat(new com.fasterxml.jackson.dataformat.yaml.YAMLMapper().readTree(yaml.body()))
                .isEqualTo(json.json());
        assertThat(http.get("/metrics").header("Content-Type")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        Http.Answer open =
                http.get("/metrics", "Accept", "application/openmetrics-text;version=1.0.0,text/plain;q=0.5");
        assertThat(open.header("Content-Type")).startsWith("application/openmetrics-text; version=1.0.0");
        assertThat(open.text())
                .endsWith("# EOF\n")
                .contains("# TYPE http_server_requests_seconds histogram", "le=\"1.0\"");
    }

    @Test
    void aWorkerElsewhereSpeaksByTheContract() {
        start();
        new RemoteApi(http).everyOperation();
    }

    @org.junit.jupiter.api.AfterAll
    static void everyOperationOfTheContractWasAskedFor() {
        assertThat(Contract.HIT).containsAll(Contract.STANDARD.document.findValuesAsText("operationId"));
    }
}
