package dev.guestkit.transport.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.worker.Worker;
import dev.guestkit.worker.spi.JobChangeListener;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers in processes of their own are killed with SIGKILL at random moments while they submit and run jobs. */
class KilledWorkersTest {
    private static final int KILLS = 50;
    private static final int JOBS_EACH = 14;
    private static final int AT_ONCE = 2;

    @TempDir
    Path root;

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    @Test
    void everyAcknowledgedJobHasExactlyOneResult() throws Exception {
        Random random = new Random(20260103);
        Map<String, byte[]> firstSeen = new ConcurrentHashMap<>();
        try (FileTransport watching = CrashingWorker.open(root)) {
            JobChangeListener remember = jobId -> remember(jobId, firstSeen);
            watching.client().onChange(remember);
            killMany(random);
            Map<String, byte[]> beforeTheLast = new HashMap<>(firstSeen);
            assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(500);
            try (Worker last = Worker.builder(watching)
                    .workerId("last-worker")
                    .concurrency(4)
                    .renewEvery(Duration.ofMillis(300))
                    .expireEvery(Duration.ofSeconds(1))
                    .start()) {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> names("queue").isEmpty());
                assertThat(last.isReady()).isTrue();
            }
            assertThat(beforeTheLast).isNotEmpty();
        }
        assertThat(names("results"))
                .containsAll(
                        acknowledged.stream().map(id -> id + "-result.json").toList());
        for (Map.Entry<String, byte[]> seen : firstSeen.entrySet()) {
            assertThat(result(seen.getKey())).as(seen.getKey()).isEqualTo(seen.getValue());
        }
        Set<String> documents = Stream.concat(names("jobs/done").stream(), names("jobs/failed").stream())
                .filter(name -> name.endsWith(".json"))
                .collect(Collectors.toSet());
        assertThat(documents)
                .containsAll(acknowledged.stream().map(id -> id + ".json").toList());
        assertThat(documents).hasSameSizeAs(names("results"));
    }

    private void killMany(Random random) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> lives = new ArrayList<>();
            for (int life = 0; life < KILLS; life++) {
                String name = String.format("crash-%03d", life);
                long after = random.nextInt(250);
                lives.add(pool.submit(() -> liveAndDie(name, after)));
            }
            for (Future<?> life : lives) {
                life.get(120, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private Object liveAndDie(String name, long millisAfterTen) throws IOException, InterruptedException {
        Process worker = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingWorker.class.getName(),
                        root.toString(),
                        name,
                        Integer.toString(JOBS_EACH))
                .redirectError(errors(name).toFile())
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(worker.getInputStream(), StandardCharsets.UTF_8))) {
            long count = 0;
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("ack ")) {
                    acknowledged.add(line.substring(4));
                    count++;
                }
                if (count == 10) {
                    // By its handle: what it said before is still read then. It dies at a random moment, wherever it
                    // then is in its work.
                    worker.onExit()
                            .completeOnTimeout(worker, millisAfterTen, TimeUnit.MILLISECONDS)
                            .join();
                    worker.toHandle().destroyForcibly();
                    count++;
                }
            }
        }
        assertThat(worker.waitFor())
                .as(() -> name + " was killed; it said: " + stderr(name))
                .isEqualTo(128 + 9);
        return name;
    }

    private Path errors(String name) {
        return root.resolve(name + ".stderr");
    }

    private String stderr(String name) {
        try {
            return Files.readString(errors(name));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void remember(String jobId, Map<String, byte[]> firstSeen) {
        try {
            if (Files.exists(root.resolve("results").resolve(jobId + "-result.json"))) {
                byte[] bytes = result(jobId);
                firstSeen.putIfAbsent(jobId, bytes);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private byte[] result(String jobId) throws IOException {
        return Files.readAllBytes(root.resolve("results").resolve(jobId + "-result.json"));
    }

    private Set<String> names(String place) throws IOException {
        try (Stream<Path> entries = Files.list(root.resolve(place))) {
            return entries.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .collect(Collectors.toSet());
        }
    }
}
