package dev.guestkit.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.worker.MemoryTransport;
import dev.guestkit.worker.Worker;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every server says to every client. */
@org.junit.jupiter.api.Timeout(20)
abstract class ApiContract {
    final MemoryTransport transport = MemoryTransport.create();
    final Handlers.Held held = new Handlers.Held();
    private Worker worker;
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

    @Test
    void aJobGoesInAndItsResultComesOut() throws Exception {
        startWithWorker();
        Http.Answer submitted = http.post("/api/v1/jobs", echo("job-first-1"));
        assertThat(submitted.status()).as(submitted.text()).isEqualTo(201);
        assertThat(submitted.header("Location")).endsWith("/api/v1/jobs/job-first-1");
        assertThat(submitted.data().path("status").asText()).isEqualTo("submitted");

        assertThat(transport.client().await("job-first-1", Duration.ofSeconds(10)))
                .isPresent();
        Http.Answer status = http.get("/api/v1/jobs/job-first-1");
        assertThat(status.data().path("status").asText()).as(status.text()).isEqualTo("completed");
        Http.Answer result = http.get("/api/v1/jobs/job-first-1/result");
        assertThat(result.data().at("/echo/text").asText()).as(result.text()).isEqualTo("hello");
    }

    private void ended(String id) {
        assertThat(transport.client().await(id, Duration.ofSeconds(10))).as(id).isPresent();
    }

    private static String job(String id, String operation) {
        return "{\"job_id\":\"%s\",\"operation\":\"%s\",\"payload\":{\"type\":\"%s.v1\",\"data\":{}}}"
                .formatted(id, operation, operation);
    }

    @Test
    void theSameDocumentIsTakenOnceAndAnotherUnderItsIdNever() {
        start();
        assertThat(http.post("/api/v1/jobs", echo("job-twice-1")).status()).isEqualTo(201);
        Http.Answer again = http.post("/api/v1/jobs", echo("job-twice-1"));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.data().path("job_id").asText()).isEqualTo("job-twice-1");
        Http.Answer other = http.post("/api/v1/jobs", job("job-twice-1", "system.echo"));
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.error()).isEqualTo("CONFLICT");
    }

    @Test
    void anIdempotencyKeyRunsOnceAndSaysWhoHasIt() {
        startWithWorker();
        String keyed = """
                {"job_id":"%s","operation":"acme.hold","payload":{"type":"acme.hold.v1","data":{"n":%d}},
                 "execution":{"idempotency_key":"k1"}}""";
        assertThat(http.post("/api/v1/jobs", keyed.formatted("job-key-first", 1))
                        .status())
                .isEqualTo(201);
        Http.Answer duplicate = http.post("/api/v1/jobs", keyed.formatted("job-key-second", 1));
        assertThat(duplicate.status()).isEqualTo(409);
        assertThat(duplicate.error()).isEqualTo("DUPLICATE_IN_PROGRESS");
        assertThat(duplicate.json().at("/details/job_id").asText()).isEqualTo("job-key-first");
        Http.Answer conflict = http.post("/api/v1/jobs", keyed.formatted("job-key-third", 2));
        assertThat(conflict.error()).isEqualTo("IDEMPOTENCY_CONFLICT");
        held.go.countDown();
        ended("job-key-first");
        Http.Answer replayed = http.post("/api/v1/jobs", keyed.formatted("job-key-fourth", 1));
        assertThat(replayed.status()).isEqualTo(201);
        assertThat(replayed.data().path("replay_of").asText()).isEqualTo("job-key-first");
        assertThat(http.get("/api/v1/jobs/job-key-fourth/result")
                        .data()
                        .path("held")
                        .asBoolean())
                .isTrue();
        assertThat(worker.metrics().prometheusText())
                .contains("jobs_total{operation=\"acme.hold\",status=\"completed\"} 2")
                .contains("executions_total{handler=\"acme.hold.v1\",status=\"success\"} 1");
    }

    @Test
    void everyProblemOfADocumentIsNamedAtOnce() {
        start();
        Http.Answer invalid = http.post("/api/v1/jobs", """
                {"job_id":"job-bad-0001","operation":"guestkit.inspect","payload":{"type":"guestkit.inspect.v1","data":{}},
                 "execution":{"priority":11}}""");
        assertThat(invalid.status()).isEqualTo(422);
        assertThat(invalid.error()).isEqualTo("VALIDATION_ERROR");
        assertThat(invalid.json().at("/details/problems").findValuesAsText("pointer"))
                .contains("/execution/priority", "/payload/data/image");
        assertThat(http.post("/api/v1/jobs", "[]").status()).isEqualTo(422);
        assertThat(http.post("/api/v1/jobs", "{\"operation\":null,\"payload\":null}")
                        .status())
                .isEqualTo(422);
        Http.Answer unsupported = http.post("/api/v1/jobs", job("job-unknown-1", "guestkit.never"));
        assertThat(unsupported.error()).isEqualTo("UNSUPPORTED_OPERATION");
        assertThat(unsupported.status()).isEqualTo(422);
        Http.Answer warned = http.post("/api/v1/jobs", job("job-warned-1", "acme.other"));
        assertThat(warned.status()).isEqualTo(201);
        assertThat(warned.data().at("/warnings/0/pointer").asText()).isEqualTo("/operation");
    }

    @Test
    void bytesThatAreNoJsonOrTooManyOrOfAnotherTypeAreRefusedEachInItsWay() {
        start();
        for (String bad : new String[] {"{", "{\"a\":1,\"a\":2}", "[".repeat(65) + "]".repeat(65), "{} {}", ""}) {
            Http.Answer answer = http.post("/api/v1/jobs", bad);
            assertThat(answer.status()).as(bad).isEqualTo(400);
            assertThat(answer.error()).isEqualTo("BAD_REQUEST");
        }
        Http.Answer large = http.post("/api/v1/jobs", " ".repeat((1 << 20) + 1));
        assertThat(large.status()).isEqualTo(413);
        assertThat(large.error()).isEqualTo("PAYLOAD_TOO_LARGE");
        Http.Answer form = http.post("/api/v1/jobs", "a=b", "Content-Type", "application/x-www-form-urlencoded");
        assertThat(form.status()).isEqualTo(415);
        assertThat(form.json().path("message").asText()).contains("application/json");
        assertThat(http.post("/api/v1/jobs", "{}", "Content-Encoding", "gzip").status())
                .isEqualTo(415);
    }

    @Test
    void whereNothingIsAndWhatIsNotDoneThereIsSaid() {
        start();
        assertThat(http.get("/api/v1/nothing").error()).isEqualTo("NOT_FOUND");
        assertThat(http.get("/api/v1/jobs/job-unknown-9").error()).isEqualTo("NOT_FOUND");
        assertThat(http.get("/api/v1/jobs/x").status()).isEqualTo(404);
        Http.Answer put = http.send("PUT", "/api/v1/jobs");
        assertThat(put.status()).isEqualTo(405);
        assertThat(put.error()).isEqualTo("METHOD_NOT_ALLOWED");
        assertThat(put.header("Allow")).isEqualTo("GET, HEAD, POST");
        Http.Answer head = http.send("HEAD", "/api/v1/jobs");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void jobsAreListedByEveryFilterAndPageAfterPage() {
        start();
        for (int i = 0; i < 5; i++) {
            String labels = i % 2 == 0
                    ? ",\"metadata\":{\"namespace\":\"even\",\"labels\":{\"n\":\"" + i + "\",\"a\":\"b\"}}"
                    : "";
            assertThat(http.post("/api/v1/jobs", """
                    {"job_id":"job-list-%d","operation":"%s","payload":{"type":"%s.v1","data":null}%s}""".formatted(
                                            i,
                                            i == 4 ? "test.echo" : "system.echo",
                                            i == 4 ? "test.echo" : "system.echo",
                                            labels))
                            .status())
                    .isEqualTo(201);
        }
        assertThat(ids("")).containsExactly("job-list-4", "job-list-3", "job-list-2", "job-list-1", "job-list-0");
        assertThat(ids("?sort=submitted_at&limit=2")).containsExactly("job-list-0", "job-list-1");
        assertThat(ids("?operation=test.echo&operation=acme.none")).containsExactly("job-list-4");
        assertThat(ids("?namespace=even&label=a=b&label=n=2")).containsExactly("job-list-2");
        assertThat(ids("?label=n=2&label=n=4")).isEmpty();
        assertThat(ids("?q=job-list-3")).containsExactly("job-list-3");
        assertThat(ids("?status=pending&status=running")).hasSize(5);
        assertThat(ids("?status=completed")).isEmpty();
        assertThat(ids("?since=2100-01-01T00:00:00Z")).isEmpty();
        Http.Answer first = http.get("/api/v1/jobs?limit=3");
        assertThat(first.data().path("total").asInt()).isEqualTo(5);
        String cursor = first.data().path("next_cursor").asText();
        Http.Answer second = http.get("/api/v1/jobs?limit=3&cursor=" + cursor);
        assertThat(second.data().path("jobs").findValuesAsText("job_id")).containsExactly("job-list-1", "job-list-0");
        assertThat(second.data().has("next_cursor")).isFalse();
    }

    private java.util.List<String> ids(String query) {
        Http.Answer page = http.get("/api/v1/jobs" + query);
        assertThat(page.status()).as(page.text()).isEqualTo(200);
        return page.data().path("jobs").findValuesAsText("job_id");
    }

    @Test
    void aWrongParameterIsNamed() {
        start();
        for (String[] bad : new String[][] {
            {"?limit=1001", "limit"}, {"?limit=0", "limit"}, {"?status=done", "status"}, {"?sort=id", "sort"},
            {"?since=yesterday", "since"}, {"?label=x", "label"}, {"?page=2", "page"}, {"?cursor=!", "cursor"},
            {"?q=a&q=b", "q"}, {"?q=%ff", "UTF-8"}
        }) {
            Http.Answer answer = http.get("/api/v1/jobs" + bad[0]);
            assertThat(answer.status()).as(bad[0] + answer.text()).isEqualTo(400);
            assertThat(answer.text()).contains(bad[1]);
        }
    }

    @Test
    void aJobIsCancelledBeforeItRunsAndWhileItRunsAndNotAfter() throws Exception {
        startWithWorker();
        http.post("/api/v1/jobs", job("job-cancel-1", "acme.hold"));
        held.running.await();
        Http.Answer running = http.post("/api/v1/jobs/job-cancel-1/cancel", "{\"reason\":\"no need\"}");
        assertThat(running.status()).as(running.text()).isEqualTo(202);
        ended("job-cancel-1");
        assertThat(http.get("/api/v1/jobs/job-cancel-1").data().path("error").asText())
                .startsWith("CANCELLED: ");
        Http.Answer late = http.send("DELETE", "/api/v1/jobs/job-cancel-1");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.error()).isEqualTo("TOO_LATE");
        http.post("/api/v1/jobs", job("job-cancel-2", "acme.nobody"));
        Http.Answer queued = http.send("DELETE", "/api/v1/jobs/job-cancel-2");
        assertThat(queued.status()).isEqualTo(200);
        assertThat(queued.data().path("status").asText()).isEqualTo("cancelled");
        http.post(
                "/api/v1/jobs",
                job("job-cancel-3", "acme.nobody")
                        .replace("\"payload\"", "\"execution\":{\"cancellable\":false},\"payload\""));
        assertThat(http.send("POST", "/api/v1/jobs/job-cancel-3/cancel").error())
                .isEqualTo("NOT_CANCELLABLE");
        assertThat(http.send("POST", "/api/v1/jobs/job-cancel-9/cancel").status())
                .isEqualTo(404);
    }

    @Test
    void anEndedJobRunsAgainUnderANewIdAndARunningOneDoesNot() throws Exception {
        startWithWorker();
        http.post("/api/v1/jobs", job("job-failed-1", "acme.fail"));
        ended("job-failed-1");
        Http.Answer none = http.get("/api/v1/jobs/job-failed-1/result");
        assertThat(none.status()).isEqualTo(404);
        assertThat(none.error()).isEqualTo("NO_RESULT_DATA");
        assertThat(none.json().at("/details/error/code").asText()).isEqualTo("IMAGE_NOT_FOUND");
        assertThat(http.get("/api/v1/jobs/job-failed-1/result?full=true")
                        .data()
                        .path("status")
                        .asText())
                .isEqualTo("failed");
        Http.Answer again = http.send("POST", "/api/v1/jobs/job-failed-1/retry");
        assertThat(again.status()).isEqualTo(201);
        String id = again.data().path("job_id").asText();
        assertThat(again.header("Location")).endsWith(id);
        Http.Answer document = http.get("/api/v1/jobs/" + id + "/document");
        assertThat(document.data().at("/metadata/annotations/retry-of").asText())
                .isEqualTo("job-failed-1");
        http.post("/api/v1/jobs", job("job-held-0001", "acme.hold"));
        held.running.await();
        assertThat(http.send("POST", "/api/v1/jobs/job-held-0001/retry").status())
                .isEqualTo(409);
        Http.Answer early = http.get("/api/v1/jobs/job-held-0001/result");
        assertThat(early.error()).isEqualTo("RESULT_NOT_READY");
    }

    @Test
    void whyAJobWaitsIsSaid() {
        start();
        http.post("/api/v1/jobs", job("job-waits-01", "acme.nobody"));
        assertThat(http.post("/api/v1/queue/pause", "{\"reason\":\"maintenance\"}")
                        .data()
                        .path("paused")
                        .asBoolean())
                .isTrue();
        Http.Answer waiting = http.get("/api/v1/jobs/job-waits-01/waiting");
        assertThat(waiting.data().path("reasons").findValuesAsText("code")).contains("PAUSED");
        Http.Answer stats = http.get("/api/v1/queue/stats");
        assertThat(stats.data().path("pause_reason").asText()).isEqualTo("maintenance");
        assertThat(stats.data().at("/counts/queued").asInt()).isEqualTo(1);
        assertThat(http.send("POST", "/api/v1/queue/resume")
                        .data()
                        .path("paused")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void aBatchTakesEachJobByItself() {
        start();
        Http.Answer batch = http.post(
                "/api/v1/jobs:batch",
                "{\"jobs\":[" + echo("job-batch-1") + ",{\"job_id\":\"job-batch-2\"}," + echo("job-batch-1") + ",7]}");
        assertThat(batch.status()).as(batch.text()).isEqualTo(200);
        assertThat(batch.data().path("accepted").asInt()).isEqualTo(2);
        assertThat(batch.data().path("rejected").asInt()).isEqualTo(2);
        assertThat(batch.data().path("results").findValuesAsText("http_status"))
                .containsExactly("201", "422", "200", "422");
        assertThat(batch.data().at("/results/1/job_id").asText()).isEqualTo("job-batch-2");
        assertThat(batch.data().at("/results/1/details/problems").isEmpty()).isFalse();
        assertThat(http.post("/api/v1/jobs:batch", "{\"jobs\":[]}").status()).isEqualTo(422);
        assertThat(http.post("/api/v1/jobs:batch", "{").status()).isEqualTo(400);
        String deepest =
                "{\"job_id\":\"job-deep-001\",\"operation\":\"system.echo\",\"payload\":{\"type\":\"system.echo.v1\",\"data\":"
                        + "[".repeat(62) + "]".repeat(62) + "}}";
        assertThat(http.post("/api/v1/jobs:batch", "{\"jobs\":[" + deepest + "]}")
                        .data()
                        .at("/results/0/http_status")
                        .asInt())
                .isEqualTo(201);
    }

    @Test
    void whatAClientClaimsOfItselfIsNotKept() {
        start();
        http.post(
                "/api/v1/jobs",
                """
                {"job_id":"job-audit-01","operation":"system.echo","payload":{"type":"system.echo.v1","data":null},
                 "audit":{"submitted_by":"root","submitted_from":"the moon","x":1}}""",
                "traceparent",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "X-Request-Id",
                "my-request-7");
        Http.Answer document = http.get("/api/v1/jobs/job-audit-01/document");
        assertThat(document.data().path("audit").toString()).isEqualTo("{\"submitted_from\":\"127.0.0.1\"}");
        assertThat(document.data().at("/observability/trace_id").asText())
                .isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(http.get("/live", "X-Request-Id", "my-request-7").header("X-Request-Id"))
                .isEqualTo("my-request-7");
        assertThat(http.get("/live", "X-Request-Id", "two words").header("X-Request-Id"))
                .matches("[0-9a-f]{32}");
    }

    @Test
    void aFullQueueSaysWhenToComeAgain() {
        start(front -> front.maxQueued(1));
        assertThat(http.post("/api/v1/jobs", echo("job-full-001")).status()).isEqualTo(201);
        Http.Answer full = http.post("/api/v1/jobs", echo("job-full-002"));
        assertThat(full.status()).isEqualTo(429);
        assertThat(full.error()).isEqualTo("TOO_MANY_REQUESTS");
        assertThat(full.header("Retry-After")).isEqualTo("5");
        assertThat(http.post("/api/v1/jobs", echo("job-full-001")).status()).isEqualTo(200);
    }

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

    @org.junit.jupiter.api.AfterAll
    static void everyOperationOfTheContractWasAskedFor() {
        assertThat(Contract.HIT).containsAll(Contract.STANDARD.document.findValuesAsText("operationId"));
    }
}
