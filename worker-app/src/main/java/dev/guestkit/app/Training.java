package dev.guestkit.app;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs what commands commonly run, so that the launcher can archive the classes which that loads. Started by the launcher
 * alone; whatever fails here costs a class in the archive, nothing else.
 */
final class Training {
    private static final String JOB = """
            {"version":"1.0","job_id":"training-1","created_at":"2026-01-01T00:00:00Z","kind":"VMOperation",
             "operation":"system.echo","payload":{"type":"system.echo.v1","data":{"message":"hello"}}}
            """;

    private Training() {}

    public static void main(String[] args) throws IOException {
        Path directory = Files.createTempDirectory("guestkit-training");
        try {
            Path job = Files.writeString(directory.resolve("job.json"), JOB, StandardCharsets.UTF_8);
            String spool = directory.resolve("spool").toString();
            for (List<String> command : List.of(
                    List.of("--help"),
                    List.of("--version"),
                    List.of("validate", "--json", job.toString()),
                    List.of("format", job.toString()),
                    List.of("submit", "--spool", spool, "--operation", "system.echo", "--id", "training-2"),
                    List.of("status", "--spool", spool, "training-2"),
                    List.of("list", "--spool", spool, "--output", "json"),
                    List.of("nonsense"))) {
                run(command);
            }
        } finally {
            delete(directory);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void run(List<String> command) {
        PrintWriter nowhere = new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Guestkit.commandLine(nowhere, nowhere, Surroundings.ofProcess()).execute(command.toArray(String[]::new));
    }
}
