package dev.guestkit.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.Json;
import dev.guestkit.transport.http.internal.ClaimJson;
import dev.guestkit.transport.http.internal.FinishJson;
import dev.guestkit.transport.http.internal.StoreJson;
import dev.guestkit.transport.http.internal.WireJson;
import dev.guestkit.transport.http.internal.WireObject;
import dev.guestkit.transport.http.internal.WorkerJson;
import dev.guestkit.worker.spi.Claim;
import dev.guestkit.worker.spi.Finish;
import dev.guestkit.worker.spi.JobSubmission;
import dev.guestkit.worker.testkit.OfferBuilder;
import dev.guestkit.worker.testkit.TestResults;

/** What a worker and a transport on another host ask a server, every operation once, each answer held against the contract. */
final class RemoteApi {
    private static final OfferBuilder WORKER = OfferBuilder.worker("w-far");

    private final Http http;

    RemoteApi(Http http) {
        this.http = http;
    }

    void everyOperation() {
        directory();
        Claim claim = claim();
        String job = "/api/v1/worker/jobs/" + claim.token().jobId();
        assertThat(write(job + "/start", claim, body().put("repeatable", true))
                        .at("/data/outcome")
                        .asText())
                .isEqualTo("OK");
        ObjectNode report = body().put("request_id", "r-1");
        report.putArray("events");
        write(job + "/progress", claim, report);
        ObjectNode renewal = body().put("session", "s-1");
        renewal.putArray("tokens").add(ClaimJson.write(claim.token()));
        assertThat(post("/api/v1/worker/renew", renewal)
                        .at("/data/renewals/0/outcome")
                        .asText())
                .isEqualTo("OK");
        Http.Answer stored = http.send(http.request(
                "PUT", job + "/artifacts/a.txt", "abc", "Guestkit-Claim", ClaimJson.header(claim.token())));
        assertThat(stored.data().path("size_bytes").asInt()).isEqualTo(3);
        ObjectNode end = body();
        FinishJson.write(end, new Finish.Done(TestResults.completed(claim, "w-far", Json.ofValue("done"))));
        write(job + "/finish", claim, end);
        assertThat(http.post(job + "/release", text(withToken(claim, body().put("reason", "late"))))
                        .error())
                .isEqualTo("FENCED");
        reading(claim.token().jobId());
        streams();
    }

    private void directory() {
        post("/api/v1/worker/register", WorkerJson.write(WORKER.capabilities()));
        post(
                "/api/v1/worker/heartbeat",
                WorkerJson.heartbeat("w-far", WORKER.capabilities().status()));
        post("/api/v1/worker/deregister", body().put("worker_id", "w-far"));
        assertThat(http.post(
                                "/api/v1/worker/heartbeat",
                                text(WorkerJson.heartbeat(
                                        "w-far", WORKER.capabilities().status())))
                        .status())
                .isEqualTo(404);
    }

    private Claim claim() {
        JobSubmission submission = JobSubmission.of(
                JobBuilder.operation("test.echo", Json.ofValue(1)).build());
        assertThat(post("/api/v1/transport/submit", StoreJson.write(submission))
                        .at("/data/kind")
                        .asText())
                .isEqualTo("CREATED");
        ObjectNode asked = body().put("request_id", "c-1")
                .put("session", "s-1")
                .put("max", 1)
                .put("wait_seconds", 0);
        asked.set("offer", ClaimJson.write(WORKER.build()));
        JsonNode answer = post("/api/v1/worker/claim", asked);
        assertThat(post("/api/v1/worker/claim", asked).at("/data/claims/0/token"))
                .as("the same number, the same claim")
                .isEqualTo(answer.at("/data/claims/0/token"));
        return WireObject.of(answer.path("data"))
                .list("claims", ClaimJson::claim)
                .get(0);
    }

    private void reading(String jobId) {
        JsonNode record = http.get("/api/v1/transport/jobs/" + jobId).data();
        assertThat(record.path("state").asText()).isEqualTo("COMPLETED");
        assertThat(http.get("/api/v1/transport/jobs/" + jobId + "/events?after=-1&limit=100")
                        .data()
                        .path("ended")
                        .asBoolean())
                .isTrue();
        assertThat(http.get("/api/v1/transport/waiting").data().path("jobs")).isEmpty();
    }

    /** They never end: only how they refuse is looked at here. */
    private void streams() {
        assertThat(http.get("/api/v1/worker/cancels").status()).isEqualTo(400);
        assertThat(http.get("/api/v1/transport/changes?which=all").status()).isEqualTo(400);
    }

    private JsonNode write(String path, Claim claim, ObjectNode body) {
        return post(path, withToken(claim, body));
    }

    private static ObjectNode withToken(Claim claim, ObjectNode body) {
        return body.set("token", ClaimJson.write(claim.token()));
    }

    private JsonNode post(String path, ObjectNode body) {
        Http.Answer answer = http.post(path, text(body));
        assertThat(answer.status()).as("%s: %s", path, answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static ObjectNode body() {
        return WireJson.object();
    }

    private static String text(ObjectNode body) {
        return new String(WireJson.bytes(body), java.nio.charset.StandardCharsets.UTF_8);
    }
}
