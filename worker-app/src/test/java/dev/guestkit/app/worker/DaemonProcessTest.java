package dev.guestkit.app.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.app.ProcessRun;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonProcessTest {
    @TempDir
    Path directory;

    private final List<String> addresses = new ArrayList<>();
    private Process daemon;

    @BeforeEach
    void start() throws IOException {
        daemon = ProcessRun.builder(
                        ProcessRun.home(),
                        directory,
                        "daemon",
                        "--spool",
                        "spool",
                        "--allow",
                        ".",
                        "--api-addr",
                        "127.0.0.1:0",
                        "--metrics-addr",
                        "127.0.0.1:0")
                .redirectErrorStream(true)
                .start();
        BufferedReader said = daemon.inputReader();
        String line = said.readLine();
        while (line != null && !line.contains("is ready on")) {
            if (line.contains(" at http://")) {
                addresses.add(line.substring(line.indexOf("http://")));
            }
            line = said.readLine();
        }
        assertThat(line).as("the daemon says that it is ready").isNotNull();
    }

    @AfterEach
    void kill() {
        daemon.destroyForcibly();
    }

    @Test
    void aJobMovedInIsRunAndTheDaemonEndsWithZeroWhenTold() throws Exception {
        Path job = Files.writeString(directory.resolve("dropped.json"), """
                {"version":"1.0","job_id":"job-dropped-1","created_at":"2026-01-01T00:00:00Z","kind":"VMOperation",
                 "operation":"system.echo","payload":{"type":"system.echo.v1","data":{"text":"hello"}}}
                """);
        Files.move(job, directory.resolve("spool/jobs/dropped.json"), StandardCopyOption.ATOMIC_MOVE);
        ProcessRun submitted = ProcessRun.of(
                ProcessRun.home(), directory, "submit", "--spool", "spool", "--operation", "system.echo", "--wait");
        ProcessRun watched =
                ProcessRun.of(ProcessRun.home(), directory, "status", "--spool", "spool", "--watch", "job-dropped-1");

        assertThat(submitted.code()).as(submitted.err()).isZero();
        assertThat(watched.code()).as(watched.err()).isZero();
        assertThat(directory.resolve("spool/results/job-dropped-1-result.json"))
                .content()
                .contains("hello");

        daemon.destroy();
        assertThat(daemon.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(daemon.exitValue()).isZero();
    }

    @Test
    void itAnswersOverHttp() throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        String job = "{\"operation\":\"system.echo\",\"payload\":{\"type\":\"system.echo.v1\",\"data\":1}}";
        HttpResponse<String> submitted = http.send(
                HttpRequest.newBuilder(URI.create(addresses.get(0) + "/api/v1/jobs"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(job))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        HttpResponse<String> page = http.send(
                HttpRequest.newBuilder(URI.create(addresses.get(0) + "/")).build(),
                HttpResponse.BodyHandlers.ofString());
        HttpResponse<String> health = http.send(
                HttpRequest.newBuilder(URI.create(addresses.get(0) + "/api/distributed/health"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        HttpResponse<String> metrics = http.send(
                HttpRequest.newBuilder(URI.create(addresses.get(1))).build(), HttpResponse.BodyHandlers.ofString());

        assertThat(submitted.statusCode()).as(submitted.body()).isEqualTo(201);
        assertThat(page.body()).startsWith("<!DOCTYPE html>");
        assertThat(health.body()).contains("\"healthy\":true");
        assertThat(metrics.body())
                .contains("guestkit_worker_active_jobs ")
                .contains(
                        "http_server_requests_seconds_count{method=\"POST\",route=\"/api/v1/jobs\",status=\"201\"} 1");
    }
}
