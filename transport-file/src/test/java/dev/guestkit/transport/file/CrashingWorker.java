package dev.guestkit.transport.file;

import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.Json;
import dev.guestkit.worker.Worker;
import dev.guestkit.worker.spi.HandlerSpec;
import dev.guestkit.worker.spi.JobContext;
import dev.guestkit.worker.spi.JobHandler;
import dev.guestkit.worker.spi.Outcome;
import dev.guestkit.worker.spi.SubmitOutcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A worker in a process of its own, for being killed. While it works it submits jobs in every way, under ids that begin with
 * its name; it says {@code ack ID} after each that the store took or that was dropped, and {@code run ID} when one begins.
 */
final class CrashingWorker {
    static final int KEYS = 40;
    private static final String OPERATION = "test.crash";

    private CrashingWorker() {}

    public static void main(String[] args) throws InterruptedException, IOException {
        Path root = Path.of(args[0]);
        String name = args[1];
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (FileTransport transport = open(root);
                Worker worker = start(transport, name, jobId -> out.println("run " + jobId))) {
            out.println("ready " + worker.id());
            for (int i = 0; i < Integer.parseInt(args[2]); i++) {
                String jobId = name + "-" + i;
                if (i % 3 == 0 ? drop(root, job(jobId).build()) : submit(transport, keyed(jobId, i))) {
                    out.println("ack " + jobId);
                }
            }
            // Told to end, for an archive of its classes, it does.
            if (args.length == 3) {
                Thread.currentThread().join();
            }
        }
    }

    static JobBuilder job(String jobId) {
        return JobBuilder.operation(OPERATION, Json.ofValue("crash")).jobId(jobId);
    }

    /** One member, and two that run after it. */
    static JobDocument workflow(String jobId) {
        return JobBuilder.workflow(w -> w.job("first", job("any-first"))
                        .job("left", job("any-left"), "first")
                        .job("right", job("any-right"), "first"))
                .jobId(jobId)
                .build();
    }

    /** Every other one has a key, and the lives share the keys. */
    private static JobDocument keyed(String jobId, int i) {
        JobBuilder job = job(jobId);
        return (i % 3 == 1 ? job.idempotencyKey("key-" + Math.floorMod(jobId.hashCode(), KEYS)) : job).build();
    }

    static boolean submit(FileTransport transport, JobDocument job) {
        SubmitOutcome.Kind kind =
                transport.client().submit(Echoes.submission(job)).kind();
        return kind == SubmitOutcome.Kind.CREATED || kind == SubmitOutcome.Kind.REPLAYED;
    }

    private static boolean drop(Path root, JobDocument job) throws IOException {
        Path written = Files.write(root.resolve("tmp").resolve("drop-" + job.jobId()), Echoes.CODEC.write(job));
        Files.move(written, root.resolve("jobs").resolve(job.jobId() + ".json"));
        return true;
    }

    static FileTransport open(Path root) {
        return FileTransport.builder(root)
                .lease(Duration.ofSeconds(1))
                .rescan(Duration.ofMillis(500))
                .build();
    }

    static Worker start(FileTransport transport, String name, Consumer<String> begins) {
        return Worker.builder(transport)
                .workerId(name)
                .handler(new Handler(begins))
                .concurrency(4)
                .renewEvery(Duration.ofMillis(300))
                .expireEvery(Duration.ofSeconds(1))
                .start();
    }

    /** Takes up to 50 ms, leaves a file beside the result, and returns the job's id. */
    private record Handler(Consumer<String> begins) implements JobHandler {
        @Override
        public HandlerSpec spec() {
            return HandlerSpec.builder(OPERATION, 1).build();
        }

        @Override
        public Outcome run(JobContext context) throws Exception {
            begins.accept(context.jobId());
            context.progress("crash", 50, "half of it");
            new CountDownLatch(1).await(Math.floorMod(context.jobId().hashCode(), 50), TimeUnit.MILLISECONDS);
            byte[] text = context.jobId().getBytes(StandardCharsets.UTF_8);
            context.artifacts().store("id.txt", new ByteArrayInputStream(text));
            return context.done(Json.ofValue(context.jobId()));
        }
    }
}
