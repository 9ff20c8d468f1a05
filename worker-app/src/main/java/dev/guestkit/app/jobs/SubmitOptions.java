package dev.guestkit.app.jobs;

import dev.guestkit.app.CliException;
import dev.guestkit.app.Surroundings;
import dev.guestkit.worker.spi.JobSubmission;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where submitted jobs come from. */
final class SubmitOptions {
    @Option(names = "--file", paramLabel = "FILE", arity = "1..*", description = "documents; *.yaml and *.yml are YAML")
    private List<String> files = List.of();

    @Option(names = "--json", paramLabel = "TEXT", description = "a document as text")
    private @Nullable String json;

    @Option(
            names = "--operation",
            paramLabel = "OP",
            description = "for example guestkit.inspect; made into a document")
    private @Nullable String operation;

    @Mixin
    private OperationOptions job = new OperationOptions();

    /** What does not go together, if anything. */
    Optional<String> problem() {
        int sources = (files.isEmpty() ? 0 : 1) + (json == null ? 0 : 1) + (operation == null ? 0 : 1);
        if (sources != 1) {
            return Optional.of("give exactly one of --file, --json and --operation");
        }
        return operation == null ? job.firstGiven().map(o -> o + " goes with --operation only") : Optional.empty();
    }

    /** The jobs, each judged. */
    List<JobSubmission> submissions(Surroundings surroundings) {
        Documents documents = new Documents();
        if (json != null) {
            return List.of(documents.submission("--json", json.getBytes(StandardCharsets.UTF_8), false));
        }
        if (operation != null) {
            return job.documents(surroundings, operation).stream()
                    .map(documents::submission)
                    .toList();
        }
        List<JobSubmission> submissions = new ArrayList<>();
        for (String file : files) {
            submissions.add(documents.submission(file, read(surroundings.path(file)), isYaml(file)));
        }
        return submissions;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new CliException("cannot read " + file + ": " + e);
        }
    }

    private static boolean isYaml(String file) {
        String lower = file.toLowerCase(Locale.ROOT);
        return lower.endsWith(".yaml") || lower.endsWith(".yml");
    }
}
