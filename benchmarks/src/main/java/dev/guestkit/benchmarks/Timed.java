package dev.guestkit.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program and measures it from start to end. */
public final class Timed {
    private static final int MINUTES = 10;

    private Timed() {}

    /**
     * Seconds that a program took.
     *
     * @throws IOException when it fails, with the end of what it said
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public static double seconds(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path said = Files.createTempFile("guestkit-bench", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().putAll(environment);
        try {
            long start = System.nanoTime();
            Process process = builder.start();
            try {
                if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                    throw new IOException(command.get(0) + " failed: " + tail(said));
                }
            } finally {
                process.destroyForcibly();
            }
            return (System.nanoTime() - start) / 1e9;
        } finally {
            Files.deleteIfExists(said);
        }
    }

    private static String tail(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        return text.substring(Math.max(0, text.length() - 2_000));
    }
}
