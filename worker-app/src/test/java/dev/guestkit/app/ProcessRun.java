package dev.guestkit.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One call of {@code bin/guestkit} as a process of its own, with what it printed. */
public record ProcessRun(int code, String out, String err, Duration took) {
    /** Where the packaged command lies. */
    public static Path home() {
        return Path.of(System.getProperty("guestkit.home"));
    }

    /** Starts the command of the installation in {@code home}, in {@code directory}, on the JVM that runs this test. */
    public static ProcessBuilder builder(Path home, Path directory, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(home.resolve("bin/guestkit").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("GUESTKIT_") && !name.equals("GUESTKIT_FIXTURES"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        // One for all tests: each new one costs two seconds.
        environment.put("GUESTKIT_CACHE", home().resolveSibling("test-cache").toString());
        return builder;
    }

    /** Runs it to its end. */
    public static ProcessRun of(Path home, Path directory, String... arguments) {
        return of(builder(home, directory, arguments), directory);
    }

    /** Runs it to its end. */
    public static ProcessRun of(ProcessBuilder builder, Path directory) {
        try {
            Path out = Files.createTempFile(directory, "out", ".txt");
            Path err = Files.createTempFile(directory, "err", ".txt");
            long begin = System.nanoTime();
            Process process = builder.redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(300, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("did not end: " + builder.command());
            }
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            return new ProcessRun(process.exitValue(), text(out), text(err), took);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
