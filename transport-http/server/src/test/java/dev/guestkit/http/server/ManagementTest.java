package dev.guestkit.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobStatus;
import dev.guestkit.worker.MemoryTransport;
import dev.guestkit.worker.Worker;
import dev.guestkit.worker.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The management API, over a real socket. */
class ManagementTest {
    private static final String ROOT = "/api/distributed";

    private final ManualClock now = new ManualClock(Instant.now());
    private final MemoryTransport transport = MemoryTransport.create();
    private final List<AutoCloseable> open = new ArrayList<>(List.of(transport));
    private Http http;

    @BeforeEach
    void start() {
        HttpFront front =
                HttpFront.builder(transport).time(now).withManagement().build();
        HttpListener listener =
                HttpListener.builder(front).address("127.0.0.1", 0).start();
        open.add(0, front);
        open.add(0, listener);
        http = new Http(listener.uri());
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    private JsonNode good(Http.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().path("success").asBoolean()).isTrue();
        return answer.json();
    }

    private void bad(String path, String body, String because) {
        Http.Answer answer = http.post(ROOT + path, body);
        assertThat(answer.status()).as(body + " -> " + answer.text()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("BAD_REQUEST");
        assertThat(answer.json().path("message").asText()).contains(because);
    }

    private void register(String id, int load, int most) {
        JsonNode answer = good(http.post(ROOT + "/workers/register", """
                {"workerId":"%s","hostname":"h-1","pid":7,"capabilities":["system.echo"],"maxConcurrency":%d,"currentLoad":%d,"metadata":{"rack":3}}""".formatted(id, most, load)));
        assertThat(answer.path("workerId").asText()).isEqualTo(id);
        assertThat(answer.path("registeredAt").asLong()).isEqualTo(now.instant().toEpochMilli());
    }

    private JsonNode worker(String id) {
        for (JsonNode worker : good(http.get(ROOT + "/workers")).path("workers")) {
            if (worker.path("workerId").asText().equals(id)) {
                return worker;
            }
        }
        throw new AssertionError("no worker " + id);
    }

    @Test
    void workersComeBeatAndGo() {
        register("w-1", 0, 4);
        assertThat(worker("w-1").path("status").asText()).isEqualTo("idle");
        JsonNode beat = good(http.post(ROOT + "/workers/w-1/heartbeat", "{\"currentLoad\":3}"));
        assertThat(beat.path("status").asText()).isEqualTo("active");
        assertThat(worker("w-1").path("utilization").asDouble()).isEqualTo(75);
        good(http.post(ROOT + "/workers/w-1/heartbeat", "{\"currentLoad\":9}"));
        assertThat(worker("w-1").path("status").asText()).isEqualTo("busy");
        assertThat(worker("w-1").path("currentLoad").asInt()).isEqualTo(9);
        assertThat(worker("w-1").path("utilization").asDouble()).isEqualTo(100);
        assertThat(worker("w-1").path("capabilities")).hasSize(1);

        now.advance(Duration.ofSeconds(90));
        assertThat(worker("w-1").path("status").asText()).isEqualTo("unhealthy");
        assertThat(worker("w-1").path("uptime").asLong()).isEqualTo(90_000);
        now.advance(Duration.ofSeconds(90));
        assertThat(worker("w-1").path("status").asText()).isEqualTo("offline");

        JsonNode health = good(http.get(ROOT + "/health"));
        assertThat(health.path("healthy").asBoolean()).isTrue();
        assertThat(health.at("/components/stateStore").asBoolean()).isTrue();
        assertThat(health.at("/workers/total").asInt()).isEqualTo(1);
        assertThat(health.at("/workers/offline").asInt()).isEqualTo(1);
        assertThat(health.at("/workers/utilizationPercent").asDouble()).isEqualTo(100);

        good(http.send("DELETE", ROOT + "/workers/w-1"));
        assertThat(good(http.get(ROOT + "/workers")).path("count").asInt()).isZero();
        assertThat(http.send("DELETE", ROOT + "/workers/w-1").status()).isEqualTo(404);
        assertThat(http.post(ROOT + "/workers/w-1/heartbeat", "{\"currentLoad\":0}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void wrongBodiesAre400AndNameTheKey() {
        register("w-1", 0, 4);
        bad("/workers/register", "[]", "must be an object");
        bad("/workers/register", "{", "no JSON");
        bad("/workers/register", "{\"hostname\":\"h\",\"maxConcurrency\":1}", "workerId of the body is missing");
        bad("/workers/register", "{\"workerId\":\"a/b\",\"hostname\":\"h\",\"maxConcurrency\":1}", "workerId");
        bad("/workers/register", "{\"workerId\":\"a\",\"hostname\":\"h\",\"maxConcurrency\":0}", "maxConcurrency");
        bad("/workers/w-1/heartbeat", "{\"currentLoad\":-1}", "currentLoad");
        bad("/workers/w-1/heartbeat", "{\"currentLoad\":1.5}", "currentLoad");
        bad("/execute", "{\"workflowId\":\"x\",\"jobs\":[]}", "at least one job");
        bad("/execute", execute("a:b b:a"), "circle");
        bad("/execute", execute("a:nobody"), "nobody");
        bad("/execute", execute("a: a:"), "second job");
        bad("/execute", "{\"workflowId\":\"x\",\"jobs\":[5]}", "jobs[0] must be an object");
        bad("/execute", execute("a:").replace("\"jobs\"", "\"parallelism\":0,\"jobs\""), "parallelism");
    }

    /** Members as {@code id:dependency,dependency}. */
    private static String execute(String members) {
        List<String> jobs = new ArrayList<>();
        for (String member : members.split(" ")) {
            String[] parts = member.split(":", -1);
            String before = parts[1].isEmpty() ? "" : "\"" + parts[1].replace(",", "\",\"") + "\"";
            jobs.add(
                    "{\"id\":\"%s\",\"name\":\"n\",\"type\":\"system.echo\",\"dependsOn\":[%s],\"config\":{\"text\":\"x\"}}"
                            .formatted(parts[0], before));
        }
        return "{\"workflowId\":\"wf\",\"jobs\":[" + String.join(",", jobs) + "]}";
    }

    @Test
    void anExecutionWaitsForWorkersRunsInOrderAndCompletes() {
        JsonNode begun = good(http.post(ROOT + "/execute", execute("a: b:a c:a d:b,c")));
        String id = begun.path("executionId").asText();
        assertThat(begun.path("status").asText()).isEqualTo("pending");
        assertThat(begun.path("jobCount").asInt()).isEqualTo(4);
        assertThat(begun.path("startedAt").isNumber()).isTrue();
        assertThat(begun.has("completedAt")).isTrue();
        assertThat(begun.path("completedAt").isNull()).isTrue();
        assertThat(execution(id).path("checkpointId").isNull()).isTrue();

        open.add(
                0,
                Worker.builder(transport)
                        .workerId("w-real")
                        .grace(Duration.ZERO)
                        .start());

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> execution(id).path("status").asText().equals("completed"));
        JsonNode done = execution(id);
        assertThat(done.at("/progress/total").asInt()).isEqualTo(4);
        assertThat(done.at("/progress/completed").asInt()).isEqualTo(4);
        assertThat(done.at("/progress/running").asInt()).isZero();
        assertThat(done.path("workflowId").asText()).isEqualTo("wf");
        assertThat(done.path("checkpointId").asText()).isNotEmpty();
        assertThat(done.path("completedAt").asLong())
                .isGreaterThanOrEqualTo(done.path("startedAt").asLong());
        assertThat(http.get(ROOT + "/execute/job-unknown").status()).isEqualTo(404);
    }

    private JsonNode execution(String id) {
        return good(http.get(ROOT + "/execute/" + id)).path("execution");
    }

    @Test
    void cancellingAnExecutionOverHttpEndsItsMembers() {
        open.add(
                0,
                Worker.builder(transport)
                        .workerId("w-real")
                        .grace(Duration.ZERO)
                        .start());
        String id = good(http.post(
                        ROOT + "/execute",
                        "{\"workflowId\":\"wf\",\"jobs\":[{\"id\":\"a\",\"type\":\"nobody-runs-this\"}]}"))
                .path("executionId")
                .asText();
        String member = id + ".0.a";
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> transport.client().find(member).isPresent());

        assertThat(http.send("DELETE", "/api/v1/jobs/" + id).status()).isIn(200, 202);

        assertThat(transport.client().await(member, Duration.ofSeconds(20)))
                .hasValueSatisfying(result -> assertThat(result.status()).isEqualTo(JobStatus.CANCELLED));
        assertThat(execution(id).path("status").asText()).isEqualTo("cancelled");
    }

    @Test
    void aTypeWithoutADotIsTheCallersOwn() {
        String id = good(http.post(
                        ROOT + "/execute",
                        "{\"workflowId\":\"wf\",\"jobs\":[{\"id\":\"a\",\"type\":\"render\",\"config\":{\"n\":1}}]}"))
                .path("executionId")
                .asText();
        JsonNode member = http.get("/api/v1/jobs/" + id + "/document").data().at("/payload/data/jobs/0");

        assertThat(member.path("operation").asText()).isEqualTo("custom.render");
        assertThat(member.at("/payload/type").asText()).isEqualTo("custom.render.v1");
        assertThat(member.at("/payload/data/n").asInt()).isEqualTo(1);
    }

    @Test
    void theSixCountsAreDisjointAndAPausedQueueHoldsBack() {
        transport.client().submit(JobBuilder.echo("x").build()).orThrow();
        transport.client().submit(JobBuilder.echo("y").build()).orThrow();
        transport
                .client()
                .cancel(transport.client().submit(JobBuilder.echo("z").build()).jobId(), "enough");
        JsonNode stats = good(http.get(ROOT + "/queue/stats"));
        assertThat(stats.path("isPaused").asBoolean()).isFalse();
        assertThat(stats.at("/stats/waiting").asInt()).isEqualTo(2);
        assertThat(stats.at("/stats/failed").asInt()).isEqualTo(1);
        assertThat(stats.at("/stats/total").asInt()).isEqualTo(3);

        good(http.post(ROOT + "/queue/pause", "not even JSON", "Content-Type", "text/plain"));
        stats = good(http.get(ROOT + "/queue/stats"));
        assertThat(stats.path("isPaused").asBoolean()).isTrue();
        assertThat(stats.at("/stats/waiting").asInt()).isZero();
        assertThat(stats.at("/stats/paused").asInt()).isEqualTo(2);
        assertThat(stats.at("/stats/total").asInt()).isEqualTo(3);
        good(http.send("POST", ROOT + "/queue/resume"));
        assertThat(transport.control().stats().paused()).isFalse();
    }

    @Test
    void itIsOffUnlessSwitchedOn() {
        HttpFront front = HttpFront.builder(transport).build();
        HttpListener listener =
                HttpListener.builder(front).address("127.0.0.1", 0).start();
        open.add(0, front);
        open.add(0, listener);
        assertThat(new Http(listener.uri()).get(ROOT + "/workers").status()).isEqualTo(404);
    }
}
