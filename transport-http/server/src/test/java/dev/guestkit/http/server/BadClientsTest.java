package dev.guestkit.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.worker.MemoryTransport;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BadClientsTest {
    private static final int DRIPPING = 300;

    private final MemoryTransport transport = MemoryTransport.create();
    private final Served served = Served.jetty(
            HttpFront.builder(transport).bodyTime(Duration.ofSeconds(4)).build());
    private final Http http = new Http(served.uri());

    @AfterEach
    void stop() {
        served.close();
        transport.close();
    }

    @Test
    void clientsThatNeverFinishTheirBodiesHoldUpNobodyAndAreSentAway() throws Exception {
        List<Socket> dripping = new ArrayList<>();
        try {
            for (int i = 0; i < DRIPPING; i++) {
                Socket socket = new Socket("127.0.0.1", served.uri().getPort());
                socket.getOutputStream()
                        .write(
                                "POST /api/v1/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n "
                                        .getBytes(StandardCharsets.US_ASCII));
                dripping.add(socket);
            }
            long begin = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                assertThat(http.post("/api/v1/jobs", ApiContract.echo("job-among-" + i))
                                .status())
                        .isEqualTo(201);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
            for (Socket socket : dripping) {
                socket.setSoTimeout(15_000);
                byte[] answer = socket.getInputStream().readAllBytes();
                assertThat(new String(answer, StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 400")
                        .contains("did not come in time");
            }
        } finally {
            for (Socket socket : dripping) {
                socket.close();
            }
        }
    }

    @Test
    void aBodyThatHasNoEndIsCutOffAtTheLimit() throws Exception {
        List<Thread> writers = new ArrayList<>();
        try (Socket socket = new Socket("127.0.0.1", served.uri().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(
                            "POST /api/v1/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            byte[] chunk = ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            Thread writer = new Thread(() -> {
                try {
                    for (int i = 0; i < 1000; i++) {
                        socket.getOutputStream().write(chunk);
                    }
                } catch (java.io.IOException e) {
                    // the server has had enough
                }
            });
            writers.add(writer);
            writer.start();
            byte[] begin = socket.getInputStream().readNBytes(12);
            assertThat(new String(begin, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
        }
        writers.get(0).join();
    }

    @Test
    void whoNeverReadsHisEventsCostsNobodyElse() throws Exception {
        http.post("/api/v1/jobs", ApiContract.echo("job-unread-1"));
        List<Socket> silent = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Socket socket = new Socket("127.0.0.1", served.uri().getPort());
            socket.getOutputStream()
                    .write("GET /api/v1/jobs/job-unread-1/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            silent.add(socket);
        }
        assertThat(http.get("/api/v1/jobs/job-unread-1").status()).isEqualTo(200);
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        // The JDK lets those of closed clients go when it likes.
                        .filter(name -> name.startsWith("guestkit-") && !name.endsWith("-client")))
                .hasSizeLessThan(40);
        for (Socket socket : silent) {
            socket.close();
        }
    }
}
