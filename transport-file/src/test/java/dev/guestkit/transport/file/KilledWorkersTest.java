package dev.guestkit.transport.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.JobResult;
import dev.guestkit.job.JobStatus;
import dev.guestkit.worker.JobTree;
import dev.guestkit.worker.Worker;
import dev.guestkit.worker.spi.JobRecord;
import dev.guestkit.worker.spi.JobState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Workers in processes of their own are killed with SIGKILL at random moments, from their very start on, while they take in
 * drops, submit with and without keys, run jobs, and recover those of the dead.
 */
@DisplayName("Invariant 1: nothing acknowledged is lost when processes are killed")
class KilledWorkersTest {
    private static final int KILLS = 50;
    private static final int JOBS_EACH = 12;
    private static final int JOBS_BESIDE = 10;
    private static final int AT_ONCE = 3;
    /** Every so many lives end at a random moment of their start instead of their work. */
    private static final int EARLY = 5;

    private static final Pattern CLAIMED = Pattern.compile("\"state\":\"(ASSIGNED|RUNNING)\"");

    @TempDir
    Path root;

    @TempDir
    Path scratch;

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<String> workflows = ConcurrentHashMap.newKeySet();
    private final Map<String, Seen> firstSeen = new ConcurrentHashMap<>();
    private final AtomicInteger leftWork = new AtomicInteger();
    private final AtomicInteger beforeTheFirst = new AtomicInteger();
    private final AtomicLong startMillis = new AtomicLong(500);

    /** The file of a result when it was first seen. */
    private record Seen(String file, String content) {}

    @Test
    void everyAcknowledgedJobHasExactlyOneResult() throws Exception {
        try (FileTransport watching = CrashingWorker.open(root)) {
            watching.client().onChange(this::remember);
            killMany(watching, new Random(20260103));
            int before = firstSeen.size();
            try (Worker last = CrashingWorker.start(watching, "last-worker", jobId -> {})) {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> names("queue").isEmpty() && names("jobs").isEmpty());
                assertThat(last.isReady()).isTrue();
            }
            assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(500);
            assertThat(before).as("results that were seen while workers died").isGreaterThan(50);
            assertThat(leftWork).as("kills that left claimed jobs").hasValueGreaterThanOrEqualTo(KILLS / 3);
            assertThat(beforeTheFirst).as("kills before anything was said").hasValueGreaterThanOrEqualTo(3);
            checkResults(watching);
            assertThat(workflows).hasSize(KILLS);
        }
    }

    private void checkResults(FileTransport transport) throws IOException {
        assertThat(names("jobs/rejected")).isEmpty();
        assertThat(names("results"))
                .containsAll(acknowledged.stream().map(id -> id + Layout.RESULT).toList());
        firstSeen.forEach((jobId, seen) -> assertThat(see(jobId)).as(jobId).isEqualTo(seen));
        Set<String> ran = new HashSet<>();
        for (String name : names("results")) {
            String jobId = name.substring(0, name.length() - Layout.RESULT.length());
            check(transport, jobId);
            transport.client().result(jobId).stream()
                    .filter(result -> result.status() == JobStatus.COMPLETED
                            && result.replayOf().isEmpty())
                    .flatMap(result -> result.executionSummary().idempotencyKey().stream())
                    .forEach(key ->
                            assertThat(ran.add(key)).as(key + " ran once").isTrue());
        }
        assertThat(ran).isNotEmpty();
    }

    private void check(FileTransport transport, String jobId) throws IOException {
        boolean done = Files.exists(root.resolve("jobs/done").resolve(jobId + ".json"));
        boolean failed = Files.exists(root.resolve("jobs/failed").resolve(jobId + ".json"));
        JobRecord record = transport.client().find(jobId).orElseThrow();
        JobResult result = transport.client().result(jobId).orElseThrow();
        assertThat(done).as("%s is in one place", jobId).isNotEqualTo(failed);
        assertThat(done).isEqualTo(result.status() == JobStatus.COMPLETED);
        assertThat(record.document().jobId()).isEqualTo(jobId);
        assertThat(record.history().stream().filter(entry -> entry.to().isTerminal()))
                .as("ends of %s", jobId)
                .hasSize(1);
        if (record.document().operation().equals("system.workflow")) {
            checkWorkflow(transport, record);
        } else if (done && result.replayOf().isEmpty()) {
            assertThat(transport.client().artifact(jobId, "id.txt").orElseThrow())
                    .hasContent(jobId);
        }
    }

    /** Whoever coordinated it, and however many died of it: its members ran in their order, or not at all. */
    private void checkWorkflow(FileTransport transport, JobRecord workflow) {
        List<JobRecord> members = JobTree.of(transport.client()).members(workflow.jobId());
        List<JobState> states = members.stream().map(JobRecord::state).toList();
        workflows.add(workflow.jobId());
        JobResult result = transport.client().result(workflow.jobId()).orElseThrow();
        // Poison itself, when three of its coordinators died; its members go on.
        boolean poison =
                result.error().filter(e -> e.code().equals("WORKER_LOST")).isPresent();
        if (!poison) {
            assertThat(workflow.state() == JobState.COMPLETED)
                    .as("%s with members %s", workflow.jobId(), states)
                    .isEqualTo(states.equals(Collections.nCopies(3, JobState.COMPLETED)));
        }
        for (int i = 1; i < members.size(); i++) {
            assertThat(members.get(i).submittedAt())
                    .isAfterOrEqualTo(members.get(0).endedAt().orElseThrow());
        }
    }

    private void killMany(FileTransport beside, Random random) throws Exception {
        ChildJvm jvm = ChildJvm.of(
                scratch, CrashingWorker.class, scratch.resolve("warm").toString(), "crash-warm", "9", "end");
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> lives = new ArrayList<>();
            for (int life = 0; life < KILLS; life++) {
                String name = String.format("crash-%03d", life);
                boolean early = life % EARLY == EARLY - 1;
                int lines = 1 + random.nextInt(8);
                String which = life % 2 == 0 ? "ack " : "";
                int part = random.nextInt(100);
                lives.add(pool.submit(() -> {
                    submitSome(beside, name);
                    return liveAndDie(jvm, name, early, which, lines, part);
                }));
            }
            for (Future<?> life : lives) {
                life.get(120, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /** So that there is always work for whoever lives. */
    private void submitSome(FileTransport beside, String name) {
        String flow = name + "-flow";
        if (CrashingWorker.submit(beside, CrashingWorker.workflow(flow))) {
            acknowledged.add(flow);
        }
        for (int i = 0; i < JOBS_BESIDE; i++) {
            String jobId = name + "-beside-" + i;
            if (CrashingWorker.submit(beside, CrashingWorker.job(jobId).build())) {
                acknowledged.add(jobId);
            }
        }
    }

    /**
     * One life.
     *
     * @param jvm begins it
     * @param early whether it ends before it said anything, if {@code part} percent of the usual start are so short
     * @param which what it says that counts: that a job was taken, or anything
     * @param lines after how much of that it ends otherwise, at once or some milliseconds later
     */
    private Object liveAndDie(ChildJvm jvm, String name, boolean early, String which, int lines, int part)
            throws Exception {
        long begin = System.nanoTime();
        Process worker = launch(jvm, name);
        if (early) {
            killAfter(worker, startMillis.get() * part / 100);
        }
        int said = 0;
        int counted = 0;
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(worker.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (++said == 1) {
                    startMillis.set(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
                }
                if (line.startsWith("ack ")) {
                    acknowledged.add(line.substring(4));
                }
                counted += line.startsWith(which) ? 1 : 0;
                if (counted == lines) {
                    killAfter(worker, part % 30);
                }
            }
        }
        assertThat(worker.waitFor())
                .as(() -> name + " was killed; it said: " + stderr(name))
                .isEqualTo(128 + 9);
        beforeTheFirst.addAndGet(said == 0 ? 1 : 0);
        leftWork.addAndGet(hasClaims(name) ? 1 : 0);
        return name;
    }

    private Process launch(ChildJvm jvm, String name) throws IOException {
        return jvm.builder(CrashingWorker.class, root.toString(), name, Integer.toString(JOBS_EACH))
                .redirectError(errors(name).toFile())
                .start();
    }

    /** By its handle: what it said before is still read then. */
    private static void killAfter(Process worker, long millis) {
        worker.onExit().completeOnTimeout(worker, millis, TimeUnit.MILLISECONDS).join();
        worker.toHandle().destroyForcibly();
    }

    /** Whether a step in the queue says that this worker has the job. */
    private boolean hasClaims(String worker) throws IOException {
        for (String name : names("queue")) {
            try {
                String step = name.contains("~")
                        ? Files.readString(root.resolve("queue").resolve(name))
                        : "";
                boolean newest = !Files.exists(root.resolve("queue").resolve(next(name)));
                if (newest
                        && step.contains("\"worker_id\":\"" + worker + "\"")
                        && CLAIMED.matcher(step).find()) {
                    return true;
                }
            } catch (NoSuchFileException e) {
                // The other one that lives has just ended that job.
                assertThat(names("queue")).doesNotContain(name);
            }
        }
        return false;
    }

    private static String next(String step) {
        int tilde = step.lastIndexOf('~');
        int number = tilde < 0 ? 0 : Integer.parseInt(step.substring(tilde + 1, step.length() - ".json".length()));
        return step.substring(0, tilde < 0 ? 0 : tilde) + "~" + (number + 1) + ".json";
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

    private void remember(String jobId) {
        if (Files.exists(result(jobId))) {
            firstSeen.computeIfAbsent(jobId, this::see);
        }
    }

    private Seen see(String jobId) {
        try {
            Object file = Files.readAttributes(result(jobId), BasicFileAttributes.class)
                    .fileKey();
            return new Seen(String.valueOf(file), Files.readString(result(jobId)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path result(String jobId) {
        return root.resolve("results").resolve(jobId + Layout.RESULT);
    }

    /** The files of a place, without those that begin with a dot. */
    private Set<String> names(String place) throws IOException {
        try (Stream<Path> entries = Files.list(root.resolve(place))) {
            return entries.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .collect(Collectors.toSet());
        }
    }
}
