package dev.guestkit.transport.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.worker.spi.Claim;
import dev.guestkit.worker.spi.ClaimToken;
import dev.guestkit.worker.spi.Finish;
import dev.guestkit.worker.spi.WriteOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs end, one after the other, while another process looks at their leases and their owner renews them. */
class LeaseOfAnEndingJobTest {
    private static final int JOBS = 200;

    @TempDir
    Path root;

    private final ExecutorService pool = Executors.newFixedThreadPool(2);
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicReference<ClaimToken> held = new AtomicReference<>();

    @AfterEach
    void stop() {
        over.set(true);
        pool.shutdownNow();
    }

    @Test
    void isNoOutageOfTheStore() throws Exception {
        try (FileTransport owner = open();
                FileTransport observer = open()) {
            held.set(claim(owner, 0));
            Future<?> looking = pool.submit(() -> whileItLasts(observer.control()::expire));
            Future<?> renewing =
                    pool.submit(() -> whileItLasts(() -> owner.source().renew(List.of(held.get()))));
            for (int i = 1; i < JOBS; i++) {
                finish(owner, held.get());
                held.set(claim(owner, i));
            }
            over.set(true);
            looking.get();
            renewing.get();
        }
    }

    private void whileItLasts(Runnable action) {
        while (!over.get()) {
            action.run();
        }
    }

    private FileTransport open() {
        return FileTransport.builder(root).takesDrops(false).build();
    }

    private static ClaimToken claim(FileTransport owner, int number) {
        owner.client().submit(Echoes.submission("ending-" + (1000 + number)));
        Claim claim = Echoes.claim(owner.source(), Duration.ofSeconds(10)).orElseThrow();
        assertThat(owner.source().start(claim.token(), true)).isEqualTo(WriteOutcome.OK);
        return claim.token();
    }

    private static void finish(FileTransport owner, ClaimToken token) {
        // The other process may have brought the end to its end first.
        assertThat(owner.source().finish(token, new Finish.Done(Echoes.completed(token.jobId(), "w-1"))))
                .isIn(WriteOutcome.OK, WriteOutcome.ALREADY);
    }
}
