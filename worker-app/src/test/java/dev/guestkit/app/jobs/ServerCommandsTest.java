package dev.guestkit.app.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.app.CommandRun;
import dev.guestkit.http.server.HttpFront;
import dev.guestkit.http.server.HttpListener;
import dev.guestkit.transport.file.FileTransport;
import dev.guestkit.worker.Worker;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands over a server say what they say over its spool. */
class ServerCommandsTest {
    private static final String TOKEN = "a-token-of-the-test";

    @TempDir
    Path directory;

    private FileTransport spool;
    private HttpFront front;
    private HttpListener listener;
    private URI uri;

    @BeforeEach
    void serve() throws Exception {
        spool = FileTransport.open(directory.resolve("spool"));
        MessageDigest sum = MessageDigest.getInstance("SHA-256");
        String hash = HexFormat.of().formatHex(sum.digest(TOKEN.getBytes(StandardCharsets.UTF_8)));
        Path tokens =
                Files.writeString(directory.resolve("tokens"), "tester read,submit,work,admin sha256:" + hash + "\n");
        Files.writeString(directory.resolve("token"), TOKEN + "\n");
        front = HttpFront.builder(spool).tokenFile(tokens).build();
        listener = HttpListener.builder(front)
                .address("127.0.0.1", 0)
                .grace(Duration.ofMillis(1))
                .start();
        uri = listener.uri();
    }

    @AfterEach
    void close() {
        front.close();
        listener.close();
        spool.close();
    }

    private CommandRun remote(String... arguments) {
        return run(arguments, "--api-url", uri.toString(), "--token-file", "token");
    }

    private CommandRun local(String... arguments) {
        return run(arguments, "--spool", "spool");
    }

    private CommandRun run(String[] arguments, String... place) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(place));
        return CommandRun.of(directory, all.toArray(new String[0]));
    }

    private void sameAsOverTheSpool(String... arguments) {
        CommandRun overHttp = remote(arguments);
        CommandRun overSpool = local(arguments);
        assertThat(overHttp.err()).isEqualTo(overSpool.err());
        assertThat(overHttp.out()).isEqualTo(overSpool.out());
        assertThat(overHttp.code()).isEqualTo(overSpool.code());
    }

    @Test
    void everyCommandSaysTheSame() {
        CommandRun submitted = remote("submit", "--operation", "system.echo", "--data", "{\"a\":1}", "-o", "json");
        assertThat(submitted.code()).as(submitted.err()).isZero();
        String id = submitted.json().at("/job_id").asText();
        sameAsOverTheSpool("status", id);
        sameAsOverTheSpool("list", "--output", "json");
        sameAsOverTheSpool("result", id);
        try (Worker worker = Worker.builder(spool).workerId("w-1").start()) {
            CommandRun waited = remote("submit", "--operation", "system.echo", "--data", "2", "--wait", "-o", "json");
            assertThat(waited.json().at("/data/echo").asInt()).isEqualTo(2);
            assertThat(worker.isReady()).isTrue();
        }
        sameAsOverTheSpool("result", id);
        sameAsOverTheSpool("result", id, "--output", "json");
        sameAsOverTheSpool("status", id, "--output", "json");
        sameAsOverTheSpool("list");
        sameAsOverTheSpool("cancel", id);
        sameAsOverTheSpool("capabilities", "--output", "json");
        sameAsOverTheSpool("status", "job-unknown");
        assertThat(remote("health").out())
                .startsWith("status")
                .isEqualTo(local("health").out());
    }

    @Test
    void theServerIsTakenFromTheEnvironmentUnlessASpoolIsNamed() {
        Map<String, String> environment =
                Map.of("GUESTKIT_WORKER_API_URL", uri.toString(), "GUESTKIT_WORKER_TOKEN_FILE", "token");
        assertThat(CommandRun.with(directory, environment, "list").code()).isZero();
        listener.close();
        assertThat(CommandRun.with(directory, environment, "list").err()).contains("had no answer from " + uri);
        assertThat(CommandRun.with(directory, environment, "list", "--spool", "spool")
                        .code())
                .isZero();
    }

    @Test
    void aWrongTokenAndTwoPlacesAreRefused() throws Exception {
        Files.writeString(directory.resolve("token"), "wrong\n");
        CommandRun run = remote("list");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains("UNAUTHORIZED")
                .contains("look at the token")
                .doesNotContain("wrong");
        assertThat(run(new String[] {"list"}, "--spool", "spool", "--api-url", uri.toString())
                        .err())
                .contains("give either --spool or --api-url");
    }
}
