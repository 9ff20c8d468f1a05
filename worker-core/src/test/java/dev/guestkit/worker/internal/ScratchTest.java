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
        String[] own = mine.getFileName().toString().split("-", -1);
        Path dead = left(own, 5, "999999999");
        Files.writeString(dead.resolve("big"), "left over");
        Path recycled = left(own, 6, "1");
        Path rebooted = left(own, 3, "abc123");
        Path container = left(left(own, 4, "17"), 5, "999999998");
        Path elsewhere = left(left(own, 2, "abc123"), 5, "999999997");
        Path foreign = Files.createDirectories(base.resolve("guestkit-job-not-ours"));
        scratch.sweep();
        assertThat(mine).exists();
        assertThat(foreign).exists();
        assertThat(dead).doesNotExist();
        assertThat(rebooted).doesNotExist();
        assertThat(container).as("of a namespace that is not seen from here").exists();
        assertThat(elsewhere).as("of another host").exists();
        assertThat(recycled)
                .as("a process of that id lives, but it started later")
                .doesNotExist();
    }

    private Path left(Path other, int field, String value) throws IOException {
        String[] own = other.getFileName().toString().split("-", -1);
        Files.delete(other);
        return left(own, field, value);
    }

    private Path left(String[] own, int field, String value) throws IOException {
        String[] fields = own.clone();
        fields[field] = value;
        return Files.createDirectories(base.resolve(String.join("-", fields)));
    }
}
