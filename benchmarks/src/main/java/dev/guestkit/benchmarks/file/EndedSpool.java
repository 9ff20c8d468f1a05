package dev.guestkit.benchmarks.file;

import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobCodec;
import dev.guestkit.job.JobDocument;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A spool with many ended jobs, a tenth of a day's shards flat: a document of its own for every job, with a label that it has
 * alone and one that a thousand share; one record for a hundred jobs and one result for many, under a name for each.
 */
final class EndedSpool {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int SHARDS = 30;
    private static final int GROUP = 100;
    private static final int MOST_LINKS = 50_000;

    private final Path root;
    private final int jobs;

    EndedSpool(Path root, int jobs) {
        this.root = root;
        this.jobs = jobs;
    }

    static String id(int i) {
        return "job-01JBENCHMARK%015d".formatted(i);
    }

    static Instant submitted(int i) {
        return START.plusMillis(37L * (i - i % GROUP));
    }

    private static String state(int i) {
        int group = i / GROUP;
        return group % 20 == 0 ? "FAILED" : group % 33 == 0 ? "CANCELLED" : "COMPLETED";
    }

    void make() throws IOException {
        int flat = jobs / SHARDS / 10;
        for (int i = 0; i < jobs; i++) {
            boolean archived = i < jobs - flat;
            Path day = root.resolve("archive")
                    .resolve(LocalDate.of(2026, 1, 1)
                            .plusDays((long) i * SHARDS / jobs)
                            .toString());
            if (archived) {
                Files.createDirectories(day);
            }
            Path done = root.resolve(state(i).equals("COMPLETED") ? "jobs/done" : "jobs/failed");
            write((archived ? day : done).resolve(id(i) + ".json"), document(i));
            link("record", i, GROUP, record(i), archived ? day.resolve(id(i) + ".record.json") : flatRecord(i));
            link(
                    "result",
                    i,
                    MOST_LINKS,
                    "{}",
                    (archived ? day : root.resolve("results")).resolve(id(i) + "-result.json"));
        }
    }

    private Path flatRecord(int i) {
        return root.resolve("records").resolve(id(i) + ".json");
    }

    /** The first of {@code group} names is a file, the others are links to a name of it that stays where it is. */
    private void link(String kind, int i, int group, String content, Path name) throws IOException {
        Path first = root.resolve("tmp").resolve(kind + i / group);
        if (i % group == 0) {
            write(first, content.getBytes(StandardCharsets.UTF_8));
        }
        Files.createLink(name, first);
    }

    private static void write(Path file, byte[] content) throws IOException {
        try (FileOutputStream out = new FileOutputStream(file.toFile())) {
            out.write(content);
        }
    }

    private static byte[] document(int i) {
        JobDocument job = (i % 3 == 0
                        ? JobBuilder.echo("x".repeat(300))
                        : JobBuilder.inspect("/images/vm-" + i + ".qcow2"))
                .jobId(id(i))
                .namespace("team-" + i % 7)
                .label("vm", "vm-" + i)
                .label("batch", "b-" + i / 1000)
                .build();
        return JobCodec.standard().write(job);
    }

    private static String record(int i) {
        Instant at = submitted(i);
        String state = state(i);
        String error = "\"last_error\":{\"code\":\"IMAGE_CORRUPT\",\"message\":\"no image\",\"recoverable\":false,"
                + "\"retry_recommended\":false},";
        String history = "{\"at\":\"%s\",\"from\":\"%s\",\"to\":\"%s\",\"cause\":\"%s\"}";
        return ("{\"standing\":{\"state\":\"%s\",\"attempt\":1,\"failed_starts\":0,\"lost_leases\":0,\"epoch\":1,"
                        + "\"nonce\":\"0123456789abcdef\",\"claim_end\":\"DONE\",\"repeatable\":true,%s"
                        + "\"submitted_at\":\"%s\",\"queued_at\":\"%s\",\"started_at\":\"%s\",\"ended_at\":\"%s\","
                        + "\"worker_id\":\"worker-%d\"},\"history\":[%s,%s,%s,%s],\"lease_ms\":0}")
                .formatted(
                        state,
                        state.equals("FAILED") ? error : "",
                        at,
                        at,
                        at.plusSeconds(1),
                        at.plusSeconds(9),
                        i / GROUP % 40,
                        history.formatted(at, "PENDING", "QUEUED", "submitted"),
                        history.formatted(at.plusSeconds(1), "QUEUED", "ASSIGNED", "claimed by worker"),
                        history.formatted(at.plusSeconds(1), "ASSIGNED", "RUNNING", "started"),
                        history.formatted(at.plusSeconds(9), "RUNNING", state, "finished"));
    }
}
