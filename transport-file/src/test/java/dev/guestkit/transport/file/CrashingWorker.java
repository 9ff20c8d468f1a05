package dev.guestkit.transport.file;

import dev.guestkit.worker.Worker;
import dev.guestkit.worker.spi.SubmitOutcome;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A worker in a process of its own, for being killed. Submits jobs under ids with the given prefix while it works, and says
 * {@code ack ID} after each that the store took.
 */
final class CrashingWorker {
    private CrashingWorker() {}

    public static void main(String[] args) throws InterruptedException {
        Path root = Path.of(args[0]);
        String name = args[1];
        int jobs = Integer.parseInt(args[2]);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (FileTransport transport = open(root);
                Worker worker = Worker.builder(transport)
                        .workerId(name)
                        .concurrency(4)
                        .renewEvery(Duration.ofMillis(300))
                        .expireEvery(Duration.ofSeconds(1))
                        .start()) {
            out.println("ready " + worker.id());
            for (int i = 0; i < jobs; i++) {
                String jobId = name + "-" + i;
                SubmitOutcome outcome = transport.client().submit(Echoes.submission(jobId));
                if (outcome.kind() == SubmitOutcome.Kind.CREATED) {
                    out.println("ack " + jobId);
                }
            }
            Thread.currentThread().join();
        }
    }

    static FileTransport open(Path root) {
        return FileTransport.builder(root)
                .lease(Duration.ofSeconds(1))
                .rescan(Duration.ofMillis(500))
                .build();
    }
}
