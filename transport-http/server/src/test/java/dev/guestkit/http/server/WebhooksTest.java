package dev.guestkit.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.guestkit.job.JobCodec;
import dev.guestkit.worker.MemoryTransport;
import dev.guestkit.worker.testkit.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events of forges, over a real socket. */
class WebhooksTest {
    private static final byte[] SECRET = "tell nobody".getBytes(StandardCharsets.UTF_8);
    private static final String PUSH = """
            {"ref":"refs/heads/feature/x","after":"f00d","repository":{"full_name":"acme/web"},"pusher":{"login":"ann"}}""";

    private final ManualClock now = new ManualClock(Instant.now());
    private final MemoryTransport transport = MemoryTransport.create();
    private final List<AutoCloseable> open = new ArrayList<>(List.of(transport));

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    private Http serve(WebhookSettings settings) {
        HttpFront front =
                HttpFront.builder(transport).time(now).webhooks(settings).build();
        HttpListener listener =
                HttpListener.builder(front).address("127.0.0.1", 0).start();
        open.add(0, front);
        open.add(0, listener);
        return new Http(listener.uri());
    }

    private Http serve(WebhookRule... rules) {
        WebhookSettings.Builder settings = WebhookSettings.builder().secret(SECRET);
        for (WebhookRule rule : rules) {
            settings.rule(rule);
        }
        return serve(settings.build());
    }

    private static WebhookRule rule(String repository, String branch, String event, String template) {
        return new WebhookRule(
                repository, branch, event, JobCodec.standard().readJson(template.getBytes(StandardCharsets.UTF_8)));
    }

    private static String sign(String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static Http.Answer push(Http http, String body, String delivery) throws Exception {
        return http.post(
                "/webhooks/gitea",
                body,
                "X-Gitea-Event",
                "push",
                "X-Gitea-Delivery",
                delivery,
                "X-Gitea-Signature",
                sign(body));
    }

    private static String job(Http.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(answer.json().path("message").asText()).isNotEmpty();
        return answer.json().path("job_id").asText();
    }

    @Test
    void aPushBecomesAJobThatIsSeen() throws Exception {
        Http http = serve();
        String id = job(push(http, PUSH, "d-1"));

        JsonNode document = http.get("/api/v1/jobs/" + id + "/document").data();
        assertThat(document.path("operation").asText()).isEqualTo("ci.build");
        assertThat(document.at("/payload/data/branch").asText()).isEqualTo("feature/x");
        JsonNode seen = http.get("/jobs/" + id).json();
        assertThat(seen.path("repo").asText()).isEqualTo("acme/web");
        assertThat(seen.path("commit").asText()).isEqualTo("f00d");
        assertThat(seen.path("author").asText()).isEqualTo("ann");
        assertThat(seen.path("status").asText()).isEqualTo("pending");
        assertThat(seen.has("started_at")).isFalse();
        for (String branch : List.of("feature/x", "refs/heads/feature/x")) {
            JsonNode list = http.get("/jobs?repo=acme/web&branch=" + branch).json();
            assertThat(list.path("total").asInt()).isEqualTo(1);
            assertThat(list.at("/jobs/0/id").asText()).isEqualTo(id);
        }
        assertThat(http.get("/jobs?status=success").json().path("total").asInt())
                .isZero();
        assertThat(http.get("/jobs?status=queued").status()).isEqualTo(400);
        assertThat(http.get("/jobs?limit=101").status()).isEqualTo(400);
        assertThat(http.get("/jobs/job-nobody-knows").status()).isEqualTo(404);
    }

    @Test
    void onlyWhatIsSignedIsTaken() throws Exception {
        Http http = serve();
        String right = sign(PUSH);
        String wrong = sign(PUSH + " ");
        assertThat(http.post("/webhook/gitea", PUSH, "X-Gitea-Event", "push").status())
                .isEqualTo(401);
        assertThat(status(http, "/webhook/gitea", "X-Gitea-Signature", wrong)).isEqualTo(401);
        assertThat(status(http, "/webhook/gitea", "X-Gitea-Signature", "no hex"))
                .isEqualTo(401);
        assertThat(status(http, "/webhook/gitea", "X-Gitea-Signature", right, "X-Hub-Signature-256", wrong))
                .isEqualTo(401);
        assertThat(status(http, "/webhooks/github", "X-Gitea-Signature", right)).isEqualTo(401);
        assertThat(status(http, "/webhook/gitea", "X-Gitea-Signature", "sha256=" + right.toUpperCase()))
                .isEqualTo(202);
        assertThat(status(http, "/webhook/gitea", "X-Hub-Signature-256", "sha256=" + right))
                .isEqualTo(202);
        assertThat(status(http, "/webhooks/github", "X-Hub-Signature-256", "sha256=" + right))
                .isEqualTo(202);
        assertThat(status(
                        http,
                        "/webhooks/gitea",
                        "X-Gitea-Signature",
                        right,
                        "Content-Type",
                        "application/x-www-form-urlencoded"))
                .isEqualTo(415);
        assertThat(status(http, "/webhooks/gitea", "Content-Type", "text/plain"))
                .isEqualTo(401);
    }

    private static int status(Http http, String path, String... headers) {
        return http.post(path, PUSH, headers).status();
    }

    @Test
    void withoutASecretNothingIsTakenUnlessAllowed() {
        assertThat(serve(WebhookSettings.builder().build())
                        .post("/webhooks/github", PUSH, "X-GitHub-Event", "push")
                        .status())
                .isEqualTo(401);
        job(serve(WebhookSettings.builder().takeUnsigned().build())
                .post("/webhooks/github", PUSH, "X-GitHub-Event", "push"));
    }

    @Test
    void aRuleMakesTheJobAndValuesStayValues() throws Exception {
        Http http = serve(
                rule("other/*", "*", "push", "{\"operation\":\"system.echo\"}"),
                rule("acme/*", "feature/?", "push", """
                        {"operation":"system.echo","metadata":{"name":"build {{branch}}"},
                         "payload":{"type":"system.echo.v1","data":{"who":"{{author}}","list":["{{commit}}"],"{{author}}":1}}}"""));
        String hostile = PUSH.replace("ann", "\\\",\\\"x\\\":{{commit}}");
        String id = job(push(http, hostile, "d-1"));

        JsonNode document = http.get("/api/v1/jobs/" + id + "/document").data();
        assertThat(document.at("/metadata/name").asText()).isEqualTo("build feature/x");
        assertThat(document.at("/payload/data/who").asText()).isEqualTo("\",\"x\":{{commit}}");
        assertThat(document.at("/payload/data/list/0").asText()).isEqualTo("f00d");
        assertThat(document.at("/payload/data").size()).isEqualTo(3);
        Http.Answer elsewhere = push(http, PUSH.replace("acme", "nobody"), "d-2");
        assertThat(elsewhere.status()).isEqualTo(202);
        assertThat(elsewhere.json().path("ignored").asBoolean()).isTrue();
    }

    @Test
    void pingsDeletionsAndNamelessPushesAreIgnored() throws Exception {
        Http http = serve();
        for (String body : List.of(
                PUSH.replace("f00d", "0".repeat(40)),
                PUSH.replace("\"after\"", "\"deleted\":true,\"after\""),
                "{\"ref\":\"refs/heads/x\"}")) {
            Http.Answer answer = push(http, body, "d-1");
            assertThat(answer.status()).as(body).isEqualTo(202);
            assertThat(answer.json().path("ignored").asBoolean()).isTrue();
        }
        assertThat(http.post("/webhooks/gitea", PUSH, "X-Gitea-Event", "ping", "X-Gitea-Signature", sign(PUSH))
                        .json()
                        .path("ignored")
                        .asBoolean())
                .isTrue();
        assertThat(push(http, "[1]", "d-2").status()).isEqualTo(400);
        assertThat(transport.control().stats().depth()).isZero();
    }

    @Test
    void aRepeatIsAnsweredWithTheFirstJobForADay() throws Exception {
        Http http = serve();
        String first = job(push(http, PUSH, "d-1"));
        assertThat(job(push(http, PUSH, "d-2"))).as("the same body").isEqualTo(first);
        String other = PUSH.replace("f00d", "beef");
        assertThat(job(push(http, other, "d-1"))).as("the same delivery").isEqualTo(first);
        assertThat(job(http.post(
                        "/webhooks/github",
                        PUSH,
                        "X-GitHub-Event",
                        "push",
                        "X-Hub-Signature-256",
                        "sha256=" + sign(PUSH))))
                .as("by another path")
                .isEqualTo(first);
        assertThat(transport.control().stats().depth()).isEqualTo(1);

        now.advance(Duration.ofHours(25));
        assertThat(job(push(http, PUSH, "d-1"))).isNotEqualTo(first);
    }

    @Test
    void aHundredRepeatsAtOnceAreOneJob() throws Exception {
        Http http = serve();
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Callable<String>> calls = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                calls.add(() -> job(push(http, PUSH, "d-1")));
            }
            Set<String> ids = new HashSet<>();
            for (Future<String> call : pool.invokeAll(calls)) {
                ids.add(call.get());
            }
            assertThat(ids).hasSize(1);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void theListIsLeafedThrough() throws Exception {
        Http http = serve();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(0, job(push(http, PUSH.replace("f00d", "f00d" + i), "d-" + i)));
        }
        transport.client().cancel(ids.get(4), "enough");
        List<String> seen = new ArrayList<>();
        JsonNode page = http.get("/jobs?limit=2").json();
        assertThat(page.path("total").asInt()).isEqualTo(5);
        while (true) {
            page.path("jobs").forEach(job -> seen.add(job.path("id").asText()));
            if (page.path("next_cursor").isNull()) {
                break;
            }
            page = http.get("/jobs?limit=2&cursor=" + page.path("next_cursor").asText())
                    .json();
        }
        assertThat(seen).isEqualTo(ids);
        assertThat(http.get("/jobs?offset=3").json().path("jobs")).hasSize(2);
        assertThat(http.get("/jobs?status=cancelled").json().at("/jobs/0/id").asText())
                .isEqualTo(ids.get(4));
        now.advance(Duration.ofHours(25));
        assertThat(http.get("/jobs").json().path("total").asInt())
                .as("what ended a day ago is not shown any more")
                .isEqualTo(4);
    }
}
