package dev.guestkit.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestkit.worker.MemoryTransport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class WhoMayComeInTest {
    @TempDir
    private Path directory;

    private final MemoryTransport transport = MemoryTransport.create();
    private Served served;
    private Http http;

    private void start(HttpFrontBuilder settings) {
        served = Served.jetty(settings.withMetrics().build());
        http = new Http(served.uri());
    }

    @AfterEach
    void stop() {
        if (served != null) {
            served.close();
        }
        transport.close();
    }

    private Path tokens(String... lines) throws IOException {
        Path file = directory.resolve("tokens");
        Files.write(file, java.util.List.of(lines));
        return file;
    }

    private static String line(String name, String scopes, String token) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        return name + " " + scopes + " sha256:" + HexFormat.of().formatHex(digest);
    }

    private static String bearer(String token) {
        return "Bearer " + token;
    }

    @Test
    void aPageOfTheWebHasNoBusinessOnLoopback() {
        start(HttpFront.builder(transport));
        String get = "GET /api/v1/jobs HTTP/1.1\r\nConnection: close\r\nHost: ";
        String own = "localhost:" + served.uri().getPort();
        assertThat(Raw.say(served.uri(), get + own + "\r\n\r\n")).startsWith("HTTP/1.1 200");
        assertThat(Raw.say(served.uri(), get + "[::1]:8080\r\n\r\n")).startsWith("HTTP/1.1 200");
        assertThat(Raw.say(served.uri(), get + "rebound.example\r\n\r\n"))
                .startsWith("HTTP/1.1 403")
                .contains("FORBIDDEN");
        assertThat(Raw.say(served.uri(), get + "127.0.0.1.example\r\n\r\n")).startsWith("HTTP/1.1 403");
        assertThat(Raw.say(served.uri(), get + own + "\r\nOrigin: http://" + own + "\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
        assertThat(Raw.say(served.uri(), get + own + "\r\nOrigin: https://web.example\r\n\r\n"))
                .startsWith("HTTP/1.1 403");
        assertThat(Raw.say(served.uri(), get + own + "\r\nOrigin: null\r\n\r\n"))
                .startsWith("HTTP/1.1 403");
    }

    @Test
    void aTokenOpensWhatItsScopesSay() throws Exception {
        start(HttpFront.builder(transport)
                .tokenFile(tokens("# who", "", line("looker", "read", "t-read"), line("ci", "read,submit", "t-ci"))));
        Http.Answer nobody = http.get("/api/v1/jobs");
        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.error()).isEqualTo("UNAUTHORIZED");
        assertThat(nobody.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(http.get("/api/v1/jobs", "Authorization", bearer("t-reads")).status())
                .isEqualTo(401);
        assertThat(http.get("/nowhere").status()).isEqualTo(401);
        assertThat(http.get("/nowhere", "Authorization", bearer("t-read")).status())
                .isEqualTo(404);
        assertThat(http.get("/api/v1/jobs", "Authorization", bearer("t-read")).status())
                .isEqualTo(200);
        assertThat(http.get("/api/v1/jobs", "Authorization", bearer("t-read"), "Origin", "https://web.example")
                        .status())
                .isEqualTo(200);
        Http.Answer looker =
                http.post("/api/v1/jobs", ApiContract.echo("job-token-1"), "Authorization", bearer("t-read"));
        assertThat(looker.status()).isEqualTo(403);
        assertThat(looker.error()).isEqualTo("FORBIDDEN");
        assertThat(http.post("/api/v1/jobs", ApiContract.echo("job-token-1"), "Authorization", bearer("t-ci"))
                        .status())
                .isEqualTo(201);
        assertThat(http.send("POST", "/api/v1/queue/pause", "Authorization", bearer("t-ci"))
                        .status())
                .isEqualTo(403);
        Http.Answer document = http.get("/api/v1/jobs/job-token-1/document", "Authorization", bearer("t-ci"));
        assertThat(document.data().at("/audit/submitted_by").asText()).isEqualTo("ci");
        assertThat(document.data().at("/audit/authorization").toString())
                .isEqualTo("{\"method\":\"bearer\",\"subject\":\"ci\"}");
        for (String open : new String[] {"/health", "/api/v1/health", "/live", "/ready", "/metrics"}) {
            assertThat(http.get(open).status()).as(open).isEqualTo(200);
        }
    }

    @Test
    void aChangedTokenFileHoldsSoonAndABadOneNever() throws Exception {
        Path file = tokens(line("first", "read", "t-1"));
        start(HttpFront.builder(transport).tokenFile(file));
        assertThat(http.get("/api/v1/jobs", "Authorization", bearer("t-1")).status())
                .isEqualTo(200);
        tokens("nonsense");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
        Awaitility.await()
                .during(Duration.ofMillis(1200))
                .atMost(Duration.ofSeconds(3))
                .until(() ->
                        http.get("/api/v1/jobs", "Authorization", bearer("t-1")).status() == 200);
        tokens(line("second", "read", "t-2"));
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(10)));
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() ->
                        http.get("/api/v1/jobs", "Authorization", bearer("t-2")).status() == 200);
        assertThat(http.get("/api/v1/jobs", "Authorization", bearer("t-1")).status())
                .isEqualTo(401);
    }

    @Test
    void aWrongTokenFileIsRefusedWithoutSayingWhatItHolds() throws Exception {
        Path file = tokens(line("one", "read", "t"), "two read my-secret-token");
        assertThatThrownBy(() -> HttpFront.builder(transport).tokenFile(file).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 2")
                .hasMessageNotContaining("my-secret-token");
        Path scope = tokens(line("one", "everything", "t"));
        assertThatThrownBy(() -> HttpFront.builder(transport).tokenFile(scope).build())
                .hasMessageContaining("read, submit, work and admin");
    }

    @Test
    void beyondLoopbackCredentialsAndTlsAreWanted() throws Exception {
        try (HttpFront without = HttpFront.builder(transport).build()) {
            assertThatThrownBy(() ->
                            HttpListener.builder(without).address("0.0.0.0", 0).start())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("token file");
            assertThatThrownBy(() -> HttpListener.builder(without)
                            .address("0.0.0.0", 0)
                            .plainTextAnywhere()
                            .start())
                    .hasMessageContaining("token file");
        }
        try (HttpFront with = HttpFront.builder(transport)
                .tokenFile(tokens(line("a", "read", "t")))
                .build()) {
            assertThatThrownBy(() ->
                            HttpListener.builder(with).address("0.0.0.0", 0).start())
                    .hasMessageContaining("TLS");
            HttpListener.builder(with)
                    .address("0.0.0.0", 0)
                    .plainTextAnywhere()
                    .start()
                    .close();
        }
    }

    @Test
    void theHostsOwnAuthenticationDecidesAndIsWrittenDown() {
        start(HttpFront.builder(transport)
                .authentication(request -> request.header("X-User")
                        .map(name -> new Authentication.Identity(name, "proxy", Set.of("read", "submit")))
                        .or(Optional::empty)));
        assertThat(http.get("/api/v1/jobs").status()).isEqualTo(401);
        assertThat(http.post("/api/v1/jobs", ApiContract.echo("job-host-001"), "X-User", "ada")
                        .status())
                .isEqualTo(201);
        assertThat(http.get("/api/v1/jobs/job-host-001/document", "X-User", "ada")
                        .data()
                        .at("/audit/authorization/method")
                        .asText())
                .isEqualTo("proxy");
    }

    @Test
    void whatIsNoRequestIsAnsweredInTheSameForm() {
        start(HttpFront.builder(transport));
        String host = "Host: localhost\r\n";
        String post = "POST /api/v1/jobs HTTP/1.1\r\n" + host + "Content-Type: application/json\r\n";
        String smuggled = "0\r\n\r\nGET /api/v1/nothing HTTP/1.1\r\n" + host + "\r\n";
        for (String bad : new String[] {
            "GARBAGE\r\n\r\n",
            "GET / HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\n" + host + host + "\r\n",
            "GET / HTTP/1.1\r\n" + host + "X-Long: " + "a".repeat(20_000) + "\r\n\r\n",
            "GET /" + "a".repeat(20_000) + " HTTP/1.1\r\n" + host + "\r\n",
            "GET /api/v1/jobs/..%2f..%2fetc HTTP/1.1\r\n" + host + "\r\n",
            "GET /api/v1/jobs/%00 HTTP/1.1\r\n" + host + "\r\n",
            post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + smuggled,
            post + "Content-Length: 5\r\nContent-Length: 6\r\n\r\n" + smuggled,
            post + "Transfer-Encoding: xchunked\r\n\r\n" + smuggled,
            post + "Content-Length : 5\r\n\r\n" + smuggled
        }) {
            String answer = Raw.say(served.uri(), bad);
            assertThat(answer).as(bad).matches("(?s)HTTP/1\\.1 40[04] .*\"success\":false.*");
            assertThat(answer).as(bad).doesNotContain("Jetty", "jetty", "\tat ");
            assertThat(answer.split("HTTP/1\\.1 ", -1))
                    .as("one answer to " + bad)
                    .hasSize(2);
        }
    }
}
