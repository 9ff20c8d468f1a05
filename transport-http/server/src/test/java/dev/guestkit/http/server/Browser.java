package dev.guestkit.http.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** A headless Chromium with one page, driven by the DevTools protocol. */
final class Browser implements AutoCloseable {
    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger ids = new AtomicInteger();
    private final ConcurrentHashMap<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();

    Browser(Path home) throws IOException {
        process = new ProcessBuilder(
                        "chromium",
                        "--headless=new",
                        "--no-sandbox", // the tests run as root in containers
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--user-data-dir=" + home,
                        "--remote-debugging-port=0",
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Path port = home.resolve("DevToolsActivePort");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> Files.exists(port) && Files.readAllLines(port).size() >= 2);
        Http http = new Http(
                URI.create("http://127.0.0.1:" + Files.readAllLines(port).get(0)));
        JsonNode page = Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> page(http.get("/json/list").json()), p -> !p.isMissingNode());
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(page.path("webSocketDebuggerUrl").asText()), new Answers())
                .join();
    }

    private static JsonNode page(JsonNode targets) {
        for (JsonNode target : targets) {
            if (target.path("type").asText().equals("page")) {
                return target;
            }
        }
        return targets.path("none");
    }

    private final class Answers implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                try {
                    JsonNode message = Http.JSON.readTree(text.toString());
                    CompletableFuture<JsonNode> waiting =
                            answers.remove(message.path("id").asInt(-1));
                    if (waiting != null) {
                        waiting.complete(message.path("result"));
                    }
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    private JsonNode send(String method, ObjectNode parameters) {
        int id = ids.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        ObjectNode message = Http.JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", parameters);
        socket.sendText(message.toString(), true).join();
        return answer.orTimeout(30, TimeUnit.SECONDS).join();
    }

    void go(String url) {
        send("Page.navigate", Http.JSON.createObjectNode().put("url", url));
    }

    /** What an expression is, as text. */
    String text(String expression) {
        return send("Runtime.evaluate", Http.JSON.createObjectNode().put("expression", "String(" + expression + ")"))
                .at("/result/value")
                .asText();
    }

    /** Waits until the page shows all of these. */
    void awaitShown(String... texts) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> {
                    String shown = text("document.body && document.body.innerText");
                    org.assertj.core.api.Assertions.assertThat(shown).contains(List.of(texts));
                });
    }

    void press(String key) {
        for (String type : List.of("keyDown", "keyUp")) {
            send(
                    "Input.dispatchKeyEvent",
                    Http.JSON
                            .createObjectNode()
                            .put("type", type)
                            .put("key", key)
                            .put("text", type.equals("keyDown") ? key : ""));
        }
    }

    void size(int width, int height, boolean dark) {
        send(
                "Emulation.setDeviceMetricsOverride",
                Http.JSON
                        .createObjectNode()
                        .put("width", width)
                        .put("height", height)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", width < 600));
        ObjectNode media = Http.JSON.createObjectNode();
        media.putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", dark ? "dark" : "light");
        send("Emulation.setEmulatedMedia", media);
    }

    void picture(Path file) throws IOException {
        String png = send("Page.captureScreenshot", Http.JSON.createObjectNode())
                .path("data")
                .asText();
        Files.write(file, Base64.getDecoder().decode(png.getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public void close() {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
