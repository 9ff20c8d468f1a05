package dev.guestkit.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What every server says of submissions and listings. */
abstract class SubmitContract extends ServedFixture {
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
}
