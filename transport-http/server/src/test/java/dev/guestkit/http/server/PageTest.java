package dev.guestkit.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.JobBuilder;
import dev.guestkit.worker.MemoryTransport;
import dev.guestkit.worker.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser. */
class PageTest {
    private static final String HOSTILE = "<img src=x onerror=alert(1)>";

    private final MemoryTransport transport = MemoryTransport.create();
    private final List<AutoCloseable> open = new ArrayList<>(List.of(transport));
    private Http http;
    private String base;

    @TempDir
    Path home;

    @BeforeEach
    void start() {
        HttpFront front = HttpFront.builder(transport).withPage().build();
        HttpListener listener =
                HttpListener.builder(front).address("127.0.0.1", 0).start();
        open.add(0, front);
        open.add(0, listener);
        base = listener.uri().toString();
        http = new Http(listener.uri());
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    @Test
    void aBrowserShowsJobsSubmitsAndFollowsThem() throws Exception {
        try (Browser browser = new Browser(home.resolve("profile"))) {
            String waiting = transport
                    .client()
                    .submit(JobBuilder.echo(HOSTILE).name(HOSTILE).build())
                    .orThrow()
                    .jobId();
            browser.go(base + "/");
            browser.awaitShown(waiting, "pending", "1 in all", "1 waiting");
            browser.go(base + "/#/jobs/" + waiting);
            browser.awaitShown("no worker is registered", "Cancel");

            open.add(
                    0,
                    Worker.builder(transport)
                            .workerId("w-real")
                            .grace(Duration.ZERO)
                            .start());
            browser.awaitShown("completed", "w-real", "Timeline", HOSTILE);
            assertThat(browser.text("document.querySelectorAll('main img').length"))
                    .isEqualTo("0");
            picture(browser, "job");

            browser.press("w");
            browser.awaitShown("1 worker", "system.echo");
            browser.press("n");
            browser.awaitShown("Submit a job");
            browser.text("document.querySelector('textarea').value = '{\"operation\":\"system.echo\"}'");
            browser.text("document.querySelector('button.main').click()");
            browser.awaitShown("/payload");
            browser.text("document.querySelector('textarea').value ="
                    + " '{\"operation\":\"system.echo\",\"payload\":{\"type\":\"system.echo.v1\",\"data\":1}}'");
            browser.text("document.querySelector('button.main').click()");
            browser.awaitShown("Submitted: job-");
            browser.press("j");
            browser.awaitShown("2 in all", "2 completed");
            picture(browser, "jobs");

            browser.text("[...document.querySelectorAll('button')].find(b => b.textContent === 'Pause').click()");
            browser.awaitShown("paused");
            assertThat(transport.control().stats().paused()).isTrue();
        }
    }

    /** To be looked at, in both schemes and at the width of a phone. */
    private static void picture(Browser browser, String name) throws IOException {
        Path pictures = Files.createDirectories(Path.of("target", "pictures"));
        for (boolean dark : new boolean[] {false, true}) {
            browser.size(1100, 720, dark);
            browser.picture(pictures.resolve(name + (dark ? "-dark.png" : "-light.png")));
        }
        browser.size(390, 780, false);
        browser.picture(pictures.resolve(name + "-phone.png"));
        browser.size(1100, 720, false);
    }

    @Test
    void theFilesAreSmallAndMayLoadNothingElse() {
        int size = 0;
        Http.Answer index = http.get("/");
        for (String file : index.text().split("\"")) {
            size += file.startsWith("page/") ? http.get("/" + file).body().length : 0;
        }
        for (String module : List.of("api", "dom", "jobs", "job", "workers", "submit", "result")) {
            Http.Answer file = http.get("/page/" + module + ".js");
            assertThat(file.status()).isEqualTo(200);
            assertThat(file.header("Content-Type")).startsWith("text/javascript");
            size += file.body().length;
        }
        assertThat(size + index.body().length).isLessThan(60_000);
        assertThat(index.header("Content-Security-Policy"))
                .contains("default-src 'none'")
                .doesNotContain("unsafe");
        assertThat(index.text()).doesNotContain("style=").doesNotContain("onclick");
    }
}
