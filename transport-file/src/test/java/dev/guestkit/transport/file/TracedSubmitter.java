package dev.guestkit.transport.file;

import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobError;
import dev.guestkit.worker.spi.Claim;
import dev.guestkit.worker.spi.ClaimToken;
import dev.guestkit.worker.spi.Finish;
import dev.guestkit.worker.spi.JobSubmission;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;

/** Does everything that is to be durable once, in a process of its own, for its system calls to be watched. */
final class TracedSubmitter {
    static final String JOB = "traced-0001";
    static final String KEYED = "traced-0002";
    static final String DROPPED = "traced-0003";

    private final FileTransport transport;
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private TracedSubmitter(FileTransport transport) {
        this.transport = transport;
    }

    public static void main(String[] args) throws IOException {
        Path root = Path.of(args[0]);
        try (FileTransport transport =
                FileTransport.builder(root).syncer(syncer(args[1])).build()) {
            TracedSubmitter traced = new TracedSubmitter(transport);
            traced.submit();
            traced.run();
            traced.drop(root);
        }
    }

    private void say(String what) {
        out.println("acknowledged-" + what);
    }

    private void submit() {
        JobSubmission job = Echoes.submission(JOB);
        transport.client().submit(job);
        say("submit");
        transport.client().submit(job);
        say("known");
        transport
                .client()
                .submit(Echoes.submission(JobBuilder.echo("hello")
                        .jobId(KEYED)
                        .idempotencyKey("key")
                        .build()));
        say("keyed");
        transport.client().cancel(KEYED, "traced");
        say("cancel");
    }

    private void run() {
        JobError error =
                new JobError("EXECUTION_ERROR", "again", Optional.empty(), Optional.empty(), true, true, Map.of());
        transport.source().finish(start(), new Finish.Again(error, Duration.ZERO));
        say("retry");
        transport.source().finish(start(), new Finish.Park(Optional.of(Instant.EPOCH), List.of(), false));
        say("park");
        ClaimToken token = start();
        transport.client().cancel(JOB, "traced");
        say("request");
        transport.control().expire();
        say("expiry");
        transport.source().finish(token, new Finish.Done(Echoes.completed(JOB, "w-1")));
        say("finish");
    }

    private ClaimToken start() {
        Claim claim = Echoes.claim(transport.source(), Duration.ofSeconds(10)).orElseThrow();
        transport.source().start(claim.token(), true);
        return claim.token();
    }

    private void drop(Path root) throws IOException {
        Path written = Files.write(root.resolve("tmp/mine"), Echoes.CODEC.write(Echoes.job(DROPPED)));
        say("written");
        Path dropped = root.resolve("jobs/dropped.json");
        Files.move(written, dropped);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !Files.exists(dropped));
        say("drop");
    }

    private static Syncer syncer(String leftOut) {
        return new Syncer() {
            @Override
            public void file(FileDescriptor file) throws java.io.IOException {
                if (!leftOut.equals("file")) {
                    Syncer.REAL.file(file);
                }
            }

            @Override
            public void directory(Path directory) throws java.io.IOException {
                if (!leftOut.equals("directory")) {
                    Syncer.REAL.directory(directory);
                }
            }
        };
    }
}
