package dev.guestkit.transport.file;

import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.Json;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.TransportException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Load and crashes for a long time: several workers in processes of their own on one directory, with leases of a second, are
 * killed at random, while jobs are submitted, dropped and cancelled and the disk runs full now and then. {@code scripts/soak.sh}
 * runs it on a small file system of its own.
 */
final class Soak {
    private static final int WORKERS = 3;
    private static final int LEAST_JOBS = 2_000;
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private final Path root;
    private final Random random = new Random(20260104);
    private final ChildJvm jvm;
    private final FileTransport transport;
    private final List<Process> workers = new ArrayList<>();
    private final Map<String, byte[]> acknowledged = new TreeMap<>();
    private final Set<String> tried = new TreeSet<>();
    private int kills;
    private int cancels;
    private int refused;
    private int fullDisks;

    private Soak(Path root, Path scratch) throws IOException, InterruptedException {
        this.root = root;
        this.jvm =
                ChildJvm.of(scratch, SoakWorker.class, scratch.resolve("warm").toString(), "warm", "3");
        this.transport = CrashingWorker.open(root);
    }

    public static void main(String[] args) throws Exception {
        long minutes = Long.parseLong(args[0]);
        Soak soak = new Soak(Path.of(args[1]), Path.of(args[2]));
        boolean good;
        try {
            soak.run(Duration.ofMinutes(minutes), (int) Math.min(LEAST_JOBS, LEAST_JOBS * minutes / 20));
            good = soak.settle();
        } finally {
            soak.workers.forEach(Process::destroyForcibly);
        }
        System.exit(good ? 0 : 1);
    }

    private void run(Duration time, int jobs) throws Exception {
        long begin = System.nanoTime();
        long nextKill = begin;
        long nextFull = begin + TimeUnit.SECONDS.toNanos(20);
        for (int turn = 0, minute = 1;
                System.nanoTime() - begin < time.toNanos() || acknowledged.size() < jobs;
                turn++) {
            submit(turn);
            if (System.nanoTime() > nextKill) {
                nextKill = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(500 + random.nextInt(4_000));
                killOne();
            }
            if (System.nanoTime() > nextFull) {
                nextFull = System.nanoTime() + TimeUnit.SECONDS.toNanos(30 + random.nextInt(30));
                fillForAWhile();
            }
            TimeUnit.MILLISECONDS.sleep(100 + random.nextInt(200));
            if (System.nanoTime() - begin > TimeUnit.MINUTES.toNanos(minute)) {
                say("minute " + minute++);
            }
        }
    }

    private void submit(int turn) throws IOException {
        String jobId = "soak-%06d-%d".formatted(turn, random.nextInt(600));
        JobDocument job = JobBuilder.operation("test.nap", Json.ofValue("nap"))
                .jobId(jobId)
                .build();
        tried.add(jobId);
        try {
            if (random.nextInt(10) == 0) {
                drop(jobId, Echoes.CODEC.write(job));
            } else {
                transport.client().submit(Echoes.submission(job));
            }
            acknowledged.put(jobId, new byte[0]);
            if (random.nextInt(10) == 0) {
                transport.client().cancel(jobId, "soak");
                cancels++;
            }
        } catch (TransportException | IOException e) {
            refused++;
        }
    }

    private void drop(String jobId, byte[] document) throws IOException {
        Path written = root.resolve("tmp").resolve("dropped-" + jobId);
        try {
            Files.write(written, document);
            Files.move(written, root.resolve("jobs").resolve("by hand " + jobId + ".json"));
        } finally {
            Files.deleteIfExists(written);
        }
    }

    private void killOne() throws IOException, InterruptedException {
        if (workers.size() == WORKERS) {
            Process victim = workers.remove(random.nextInt(WORKERS));
            victim.destroyForcibly().waitFor();
            kills++;
        }
        while (workers.size() < WORKERS) {
            String name = "soak-worker-" + kills + "-" + workers.size();
            workers.add(jvm.builder(SoakWorker.class, root.toString(), name, "86400")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start());
        }
        workers.removeIf(worker -> !worker.isAlive());
    }

    private void fillForAWhile() throws InterruptedException, IOException {
        Path filler = TroubledSpool.fill(root);
        fullDisks++;
        for (int i = 0; i < 5; i++) {
            submit(1_000_000 + fullDisks * 10 + i);
            TimeUnit.MILLISECONDS.sleep(300);
        }
        Files.delete(filler);
    }

    private void say(String when) throws IOException {
        remember();
        long open = acknowledged.values().stream()
                .filter(bytes -> bytes.length == 0)
                .count();
        OUT.printf(
                "%s: %d jobs acknowledged, %d without a result yet, %d refused, %d cancels, %d kills, %d times a full disk%n",
                when, acknowledged.size(), open, refused, cancels, kills, fullDisks);
    }

    /** Keeps the results as they were seen first; one that changes afterwards fails the soak. */
    private void remember() throws IOException {
        for (Map.Entry<String, byte[]> job : acknowledged.entrySet()) {
            Path result = root.resolve("results").resolve(job.getKey() + "-result.json");
            if (job.getValue().length == 0 && Files.exists(result)) {
                job.setValue(Files.readAllBytes(result));
            }
        }
    }

    private boolean settle() throws Exception {
        long begin = System.nanoTime();
        while (!isQuiet() && System.nanoTime() - begin < TimeUnit.MINUTES.toNanos(2)) {
            killOneThatDied();
            TimeUnit.MILLISECONDS.sleep(200);
        }
        say("at the end");
        List<String> problems = new SoakCheck(root, acknowledged, tried).problems();
        long counted = transport.control().stats().counts().entrySet().stream()
                .filter(count ->
                        count.getKey() != JobState.QUEUED && count.getKey().isTerminal())
                .mapToLong(Map.Entry::getValue)
                .sum();
        if (counted < acknowledged.size()) {
            problems.add("only " + counted + " ended jobs are counted");
        }
        problems.stream().limit(20).forEach(OUT::println);
        int failed = Math.min(problems.size(), acknowledged.size());
        OUT.printf(
                "soak: %d kills, %d times a full disk; jobs with exactly one result: %d passed, %d failed%n",
                kills, fullDisks, acknowledged.size() - failed, failed);
        return problems.isEmpty();
    }

    private void killOneThatDied() throws IOException {
        workers.removeIf(worker -> !worker.isAlive());
        if (workers.isEmpty()) {
            workers.add(jvm.builder(SoakWorker.class, root.toString(), "soak-worker-last", "86400")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start());
        }
    }

    private boolean isQuiet() {
        String[] queue = root.resolve("queue").toFile().list();
        String[] dropped = root.resolve("jobs").toFile().list((place, name) -> DropBox.isDocument(Path.of(name)));
        return queue != null && queue.length == 0 && dropped != null && dropped.length == 0;
    }
}
