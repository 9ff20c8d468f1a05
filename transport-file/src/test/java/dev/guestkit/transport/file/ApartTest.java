package dev.guestkit.transport.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.JobBuilder;
import dev.guestkit.worker.spi.Claim;
import dev.guestkit.worker.spi.Finish;
import dev.guestkit.worker.spi.JobRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes that claim, at the same moment, two jobs of which one must not run beside the other. */
class ApartTest {
    private static final int ROUNDS = 40;

    @TempDir
    Path root;

    private final CyclicBarrier together = new CyclicBarrier(2);

    @Test
    void neverBothAreClaimedAndBothRunInTheEnd() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try (FileTransport one = open();
                FileTransport other = open()) {
            for (int round = 0; round < ROUNDS; round++) {
                submit(one, round);
                one.control().expire();
                other.control().expire();
                Future<List<Claim>> first = pool.submit(() -> claim(one, "w-1"));
                Future<List<Claim>> second = pool.submit(() -> claim(other, "w-2"));
                List<Claim> claims = new ArrayList<>(first.get());
                claims.addAll(second.get());
                assertThat(claims).as("round %s", round).hasSizeLessThan(2);
                claims.forEach(claim -> finish(one, claim));
                finishRest(one, other, 2 - claims.size());
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(root.resolve("apart")).isEmptyDirectory();
        assertThat(root.resolve("queue")).isEmptyDirectory();
    }

    private FileTransport open() {
        return FileTransport.builder(root)
                .takesDrops(false)
                .rescan(Duration.ofMillis(100))
                .build();
    }

    private static void submit(FileTransport transport, int round) {
        String left = "left-" + (1000 + round);
        String right = "right-" + (1000 + round);
        transport
                .client()
                .submit(Echoes.submission(
                        JobBuilder.echo("x").jobId(left).workerId("w-1").build()));
        transport
                .client()
                .submit(Echoes.submission(JobBuilder.echo("x")
                        .jobId(right)
                        .workerId("w-2")
                        .notBeside(left)
                        .build()));
    }

    private List<Claim> claim(FileTransport transport, String worker) throws Exception {
        together.await();
        return transport.source().claim(Echoes.offer(worker, 1), 1, Duration.ZERO);
    }

    private static void finishRest(FileTransport one, FileTransport other, int left) {
        int rest = left;
        for (int tries = 0; rest > 0 && tries < 200; tries++) {
            for (Claim claim : one.source().claim(Echoes.offer("w-1", 1), 1, Duration.ofMillis(30))) {
                finish(one, claim);
                rest--;
            }
            for (Claim claim : other.source().claim(Echoes.offer("w-2", 1), 1, Duration.ofMillis(30))) {
                finish(other, claim);
                rest--;
            }
        }
        assertThat(rest).as("jobs that nobody could claim").isZero();
    }

    private static void finish(FileTransport transport, Claim claim) {
        JobRecord job = claim.record();
        transport.source().start(claim.token(), true);
        transport.source().finish(claim.token(), new Finish.Done(Echoes.completed(job.jobId(), "w-1")));
    }
}
