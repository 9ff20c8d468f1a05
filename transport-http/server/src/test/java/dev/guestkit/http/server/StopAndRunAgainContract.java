package dev.guestkit.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What every server says of stopping, waiting, running again, and many at once. */
abstract class StopAndRunAgainContract extends SubmitContract {
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
}
