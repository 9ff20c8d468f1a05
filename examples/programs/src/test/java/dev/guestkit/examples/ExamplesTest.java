package dev.guestkit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.JobStatus;
import dev.guestkit.transport.file.FileTransport;
import dev.guestkit.worker.MemoryTransport;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamplesTest {
    @TempDir
    Path directory;

    @Test
    void theSameWorkRunsOnEveryTransport() throws Exception {
        try (MemoryTransport memory = MemoryTransport.create();
                FileTransport spool = FileTransport.open(directory.resolve("spool"))) {
            assertThat(SwapTransports.echo(memory, "a").status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(SwapTransports.echo(spool, "b").status()).isEqualTo(JobStatus.COMPLETED);
        }
    }
}
