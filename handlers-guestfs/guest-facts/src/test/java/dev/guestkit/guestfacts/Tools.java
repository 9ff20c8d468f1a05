package dev.guestkit.guestfacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Runs the real tools that our parsers are compared with. */
final class Tools {
    private Tools() {}

    /** Skips the test, with the reason, when a tool is not on this machine; where all are required it fails instead. */
    static void need(String... names) {
        for (String name : names) {
            boolean there = List.of(System.getenv("PATH").split(":")).stream()
                    .anyMatch(dir -> Files.isExecutable(Path.of(dir, name)));
            if (Boolean.getBoolean("guestkit.test.required")) {
                assertThat(there)
                        .as("the program " + name + " is required here; install it")
                        .isTrue();
            }
            Assumptions.assumeTrue(there, "SKIPPED: the program " + name + " is not installed here");
        }
    }

    static String run(Path dir, String... command) {
        return run(dir, List.of(command));
    }

    static String run(Path dir, List<String> command) {
        try {
            Path err = Files.createTempFile("tool", ".err");
            Process p = new ProcessBuilder(command)
                    .directory(dir.toFile())
                    .redirectError(err.toFile())
                    .start();
            p.getOutputStream().close();
            String out = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(p.waitFor(60, TimeUnit.SECONDS))
                    .as("%s ended in time", command)
                    .isTrue();
            assertThat(p.exitValue())
                    .as("%s: %s", command, Files.readString(err))
                    .isZero();
            Files.delete(err);
            return out;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static void write(Path root, String path, String text) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
