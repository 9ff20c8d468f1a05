package dev.guestkit.transport.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What must hold of a spool when all is quiet after the soak. */
final class SoakCheck {
    private static final Set<String> PLACES = Set.of(
            "jobs",
            "results",
            "queue",
            "records",
            "events",
            "artifacts",
            "keys",
            "received",
            "apart",
            "workers",
            "control",
            "tmp",
            "archive");

    private final Path root;
    private final Map<String, byte[]> acknowledged;
    private final Set<String> tried;
    private final List<String> problems = new ArrayList<>();

    /**
     * Makes one.
     *
     * @param acknowledged each job with its result as it was seen first, empty when it never was
     * @param tried those, and the jobs whose submission failed, of which some may have been stored all the same
     */
    SoakCheck(Path root, Map<String, byte[]> acknowledged, Set<String> tried) {
        this.root = root;
        this.acknowledged = acknowledged;
        this.tried = tried;
    }

    List<String> problems() throws IOException {
        for (Map.Entry<String, byte[]> job : acknowledged.entrySet()) {
            check(job.getKey(), job.getValue());
        }
        only("the spool", names(""), PLACES);
        only("jobs", names("jobs"), Set.of("done", "failed", "rejected"));
        for (String place : List.of("queue", "apart", "keys", "received", "jobs/rejected")) {
            only(place, names(place), Set.of());
        }
        Set<String> ended = names("results").stream()
                .map(name -> name.replace("-result.json", ""))
                .collect(Collectors.toSet());
        only("results", ended, tried);
        for (String place : List.of("records", "events", "artifacts", "jobs/done", "jobs/failed")) {
            Set<String> ids = names(place).stream()
                    .map(name -> name.replaceFirst("\\.(json|ndjson|reason\\.txt)$", ""))
                    .collect(Collectors.toSet());
            only(place, ids, ended);
        }
        return problems;
    }

    private void check(String jobId, byte[] first) throws IOException {
        Path result = root.resolve("results").resolve(jobId + "-result.json");
        if (!Files.exists(result)) {
            problems.add(jobId + " has no result");
        } else if (first.length > 0 && !Arrays.equals(first, Files.readAllBytes(result))) {
            problems.add("the result of " + jobId + " has changed");
        } else if (Echoes.CODEC
                .parseResult(Files.readAllBytes(result))
                .document()
                .isEmpty()) {
            problems.add("the result of " + jobId + " cannot be read");
        }
        boolean done = Files.exists(root.resolve("jobs/done").resolve(jobId + ".json"));
        boolean failed = Files.exists(root.resolve("jobs/failed").resolve(jobId + ".json"));
        if (done == failed) {
            problems.add("the document of " + jobId + (done ? " is in two places" : " is in no place"));
        }
    }

    /** What a killed process wrote in {@code tmp} and took aside in {@code jobs} goes after an hour. */
    private void only(String place, Set<String> found, Set<String> allowed) {
        Set<String> others = new TreeSet<>(found);
        others.removeAll(allowed);
        others.removeIf(name -> place.equals("jobs") && name.startsWith(".taken-"));
        others.forEach(name -> problems.add("left over in " + place + ": " + name));
    }

    private Set<String> names(String place) throws IOException {
        try (Stream<Path> entries = Files.list(root.resolve(place))) {
            return entries.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }
}
