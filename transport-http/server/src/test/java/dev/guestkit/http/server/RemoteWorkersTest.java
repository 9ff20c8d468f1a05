package dev.guestkit.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobResult;
import dev.guestkit.job.JobStatus;
import dev.guestkit.job.Json;
import dev.guestkit.transport.file.FileTransport;
import dev.guestkit.transport.http.Accepted;
import dev.guestkit.transport.http.BatchLine;
import dev.guestkit.transport.http.GuestkitClient;
import dev.guestkit.transport.http.HttpApiException;
import dev.guestkit.transport.http.HttpTransport;
import dev.guestkit.transport.http.JobEventListener;
import dev.guestkit.transport.http.JobView;
import dev.guestkit.transport.http.StreamedEvent;
import dev.guestkit.worker.Worker;
import dev.guestkit.worker.spi.JobQuery;
import dev.guestkit.worker.spi.Subscription;
import dev.guestkit.worker.spi.TransportException;
import dev.guestkit.worker.testkit.OfferBuilder;
import java.io.IOException;
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
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications and workers on other hosts, with a URL and a token, before a server over a spool. */
class RemoteWorkersTest {
    private static final String TOKEN = "a-token-of-the-test";
    private static final String ADMIN = "the-token-of-an-administrator";

    @TempDir
    Path root;

    private FileTransport store;
    private HttpFront front;
    private HttpListener listener;

    @BeforeEach
    void serve() throws Exception {
        store = FileTransport.open(root.resolve("spool"));
        Path tokens = root.resolve("tokens");
        Files.writeString(tokens, line("tester read,submit,work", TOKEN) + line("boss admin,work", ADMIN));
        front = HttpFront.builder(store).tokenFile(tokens).build();
        listener = HttpListener.builder(front)
                .address("127.0.0.1", 0)
                .grace(Duration.ofMillis(1))
                .start();
    }

    private static String line(String who, String token) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        return who + " sha256:" + HexFormat.of().formatHex(hash) + "\n";
    }

    @AfterEach
    void close() {
        front.close();
        listener.close();
        store.close();
    }

    private HttpTransport remote() throws IOException {
        Path file = Files.writeString(root.resolve("token"), TOKEN + "\n");
        return HttpTransport.builder(listener.uri()).tokenFile(file).build();
    }

    private GuestkitClient client() {
        return GuestkitClient.connect(listener.uri(), TOKEN);
    }

    @Test
    void aWorkerElsewhereRunsTheJobsOfASpool() throws IOException {
        try (HttpTransport remote = remote();
                Worker worker = Worker.builder(remote).workerId("far-away").start();
                GuestkitClient client = client()) {
            List<JobDocument> jobs = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                jobs.add(JobBuilder.echo("hello " + i).label("run", "one").build());
            }
            assertThat(client.submitAll(jobs)).hasSize(20).allMatch(BatchLine::isAccepted);
            for (int i = 0; i < 20; i++) {
                JobResult result = client.await(jobs.get(i).jobId(), Duration.ofSeconds(30))
                        .orElseThrow();
                assertThat(result.workerId()).isEqualTo("far-away");
                assertThat(result.data().orElseThrow().at("/echo")).contains(Json.ofValue("hello " + i));
            }
            JobQuery mine = JobQuery.builder().label("run", "one").limit(7).build();
            assertThat(client.list(mine).total()).isEqualTo(20);
            assertThat(client.list(mine).jobs()).hasSize(7).allMatch(job -> job.status() == JobStatus.COMPLETED);
            assertThat(store.workers().list())
                    .anyMatch(known -> known.workerId().equals("far-away"));
            assertThat(worker.isReady()).isTrue();
        }
        assertThat(store.workers().list()).as("gone with its worker").isEmpty();
    }

    @Test
    void aClientDoesWhatTheApiDoes() {
        try (GuestkitClient client = client()) {
            JobDocument job = JobBuilder.echo("hello").build();
            Accepted accepted = client.submit(job);
            assertThat(accepted.created()).isTrue();
            assertThat(client.submit(job).created()).as("the same again").isFalse();
            JobView view = client.find(job.jobId()).orElseThrow();
            assertThat(view.status()).isEqualTo(JobStatus.PENDING);
            assertThat(client.result(job.jobId())).isEmpty();
            assertThat(client.document(job.jobId()).orElseThrow().payload()).isEqualTo(job.payload());
            assertThat(client.find("job-unknown")).isEmpty();
            assertThat(client.cancel(job.jobId(), "enough").status()).isEqualTo(JobStatus.CANCELLED);
            assertThatThrownBy(() -> client.cancel(job.jobId(), "again"))
                    .isInstanceOfSatisfying(HttpApiException.class, e -> {
                        assertThat(e.code()).isEqualTo("TOO_LATE");
                        assertThat(e.status()).isEqualTo(409);
                    });
            assertThat(client.retry(job.jobId()).jobId()).isNotEqualTo(job.jobId());
            assertThat(client.health().status()).isIn("healthy", "degraded");
            assertThat(client.capabilities().at("/operations")).isPresent();
            assertThat(client.artifacts(job.jobId())).isEmpty();
            assertThat(client.artifact(job.jobId(), "none")).isEmpty();
            assertThat(client.async().find(job.jobId()).join()).isPresent();
        }
    }

    @Test
    void eventsAreToldOnceAndInOrderOverConnectionsThatBreak() throws Exception {
        List<String> kinds = new CopyOnWriteArrayList<>();
        List<Long> ids = new CopyOnWriteArrayList<>();
        CountDownLatch ended = new CountDownLatch(1);
        JobDocument job = JobBuilder.echo("hello").build();
        store.client().submit(job);
        try (CuttingProxy proxy = new CuttingProxy(listener.uri());
                GuestkitClient client = GuestkitClient.connect(proxy.uri(), TOKEN);
                Subscription telling = client.events(job.jobId(), -1, new JobEventListener() {
                    @Override
                    public void event(StreamedEvent event) {
                        ids.add(event.id());
                        kinds.add(event.kind());
                    }

                    @Override
                    public void ended(Optional<HttpApiException> why) {
                        assertThat(why).isEmpty();
                        ended.countDown();
                    }
                })) {
            assertThat(telling).isNotNull();
            await().until(() -> !ids.isEmpty());
            proxy.cutAll();
            try (Worker worker = Worker.builder(store).start()) {
                assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
                assertThat(worker.isReady()).isTrue();
            }
        }
        assertThat(kinds).contains("state").endsWith("end");
        assertThat(ids.subList(0, ids.size() - 1))
                .isSorted()
                .doesNotHaveDuplicates()
                .startsWith(0L);
    }

    @Test
    void whatIsWrongWithADocumentIsSaidInFull() {
        try (GuestkitClient client = client()) {
            Json wrong = Json.ofValue(Map.of("operation", "guestkit.inspect", "payload", Map.of("type", 7)));
            assertThatThrownBy(() -> client.submit(wrong)).isInstanceOfSatisfying(HttpApiException.class, e -> {
                assertThat(e.kind()).isEqualTo(HttpApiException.Kind.REFUSED);
                assertThat(e.code()).isEqualTo("VALIDATION_ERROR");
                assertThat(e.problems())
                        .isNotEmpty()
                        .anyMatch(problem -> problem.pointer().equals("/payload/type"));
            });
        }
    }

    @Test
    void aWorkerThatWasSentAwayGetsNoJobsUntilItIsBack() throws IOException {
        OfferBuilder worker = OfferBuilder.worker("w-far").runs("system.echo.v1");
        store.client().submit(JobBuilder.echo("hello").build());
        try (HttpTransport remote = remote();
                HttpTransport boss = HttpTransport.connect(listener.uri(), ADMIN)) {
            remote.workers().register(worker.capabilities());
            boss.workers().deregister("w-far");
            assertThat(store.workers().list()).isEmpty();
            assertThatThrownBy(() -> remote.source().claim(worker.build(), 1, Duration.ZERO))
                    .isInstanceOf(TransportException.class)
                    .hasMessageContaining("410");
            remote.workers().register(worker.capabilities());
            assertThat(remote.source().claim(worker.build(), 1, Duration.ZERO)).hasSize(1);
        }
    }

    @Test
    void aWrongTokenIsAPersonsToMend() {
        try (HttpTransport stranger = HttpTransport.connect(listener.uri(), "another-token")) {
            assertThatThrownBy(() -> stranger.control().stats())
                    .isInstanceOfSatisfying(
                            TransportException.class,
                            e -> assertThat(e.kind()).isEqualTo(TransportException.Kind.NOT_WRITABLE));
        }
    }

    @Test
    void aServerThatIsNotThereIsAnOutage() {
        URI nobody = URI.create("http://127.0.0.1:1");
        try (HttpTransport remote = HttpTransport.connect(nobody, TOKEN);
                GuestkitClient client =
                        GuestkitClient.builder(nobody).retries(1).build()) {
            assertThatThrownBy(() -> remote.client().find("job-1000"))
                    .isInstanceOfSatisfying(
                            TransportException.class,
                            e -> assertThat(e.kind()).isEqualTo(TransportException.Kind.UNAVAILABLE));
            assertThatThrownBy(client::health)
                    .isInstanceOfSatisfying(
                            HttpApiException.class,
                            e -> assertThat(e.kind()).isEqualTo(HttpApiException.Kind.UNREACHABLE));
        }
    }

    @Test
    void aWorkerOutlivesItsServer() throws IOException {
        URI uri = listener.uri();
        try (HttpTransport remote = remote();
                Worker worker = Worker.builder(remote).workerId("far-away").start()) {
            store.client().submit(JobBuilder.echo("before").jobId("job-before").build());
            await().until(() -> store.client().result("job-before").isPresent());
            listener.close();
            store.client().submit(JobBuilder.echo("after").jobId("job-after").build());
            listener = HttpListener.builder(front)
                    .address("127.0.0.1", uri.getPort())
                    .grace(Duration.ofMillis(1))
                    .start();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> store.client().result("job-after").isPresent());
            assertThat(worker.isReady()).isTrue();
        }
    }
}
