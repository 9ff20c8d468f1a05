package dev.guestkit.appliance.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenFileTest {
    @TempDir
    Path folder;

    @Test
    void fileThatBecameAFifoHoldsNoThread() throws IOException, InterruptedException {
        Path fifo = folder.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        assertThatThrownBy(() -> OpenFile.opened(fifo, 100)).hasMessageContaining("was not open within");
        // Lets the thread go that waits for a writer.
        Files.newOutputStream(fifo).close();
    }

    @Test
    void fileOfOneByteIsToldFromItsTwin() throws IOException {
        Path file = Files.write(folder.resolve("one"), new byte[1]);
        try (OpenFile first = OpenFile.open(file);
                OpenFile second = OpenFile.open(file)) {
            assertThat(first.name()).isNotEqualTo(second.name());
            assertThat(first.location()).isEqualTo(second.location());
        }
    }
}
