package dev.guestkit.worker.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchTest {
    @TempDir
    Path base;

    @Test
    void whatAKilledWorkerLeftIsRemovedAndWhatLivesStays() throws IOException {
        Scratch scratch = new Scratch(base);
        Path mine = scratch.create();
        Path dead = Files.createDirectories(base.resolve("guestkit-job-999999999-1-abc"));
        Files.writeString(dead.resolve("big"), "left over");
        Path recycled = Files.createDirectories(
                base.resolve("guestkit-job-" + ProcessHandle.current().pid() + "-1-abc"));
        Path foreign = Files.createDirectories(base.resolve("guestkit-job-not-ours"));
        scratch.sweep();
        assertThat(mine).exists();
        assertThat(foreign).exists();
        assertThat(dead).doesNotExist();
        assertThat(recycled)
                .as("a process of that id lives, but it started later")
                .doesNotExist();
    }
}
