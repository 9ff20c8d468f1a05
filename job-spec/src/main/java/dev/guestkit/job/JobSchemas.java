package dev.guestkit.job;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The published JSON Schemas, draft 2020-12.
 *
 * <p>They say what a schema can say. {@link JobValidator} says more: that two keys agree, that {@code 5.0} is no integer, which
 * operations are at hand.
 */
public final class JobSchemas {
    private JobSchemas() {}

    /** The schema of a job document, as JSON text. */
    public static String job() {
        return text("job-v1.json");
    }

    /** The schema of a result, as JSON text. */
    public static String result() {
        return text("result-v1.json");
    }

    /** The schema of a progress event, as JSON text. */
    public static String event() {
        return text("event-v1.json");
    }

    /** The schema of a worker's capabilities, as JSON text. */
    public static String capabilities() {
        return text("capabilities-v1.json");
    }

    private static String text(String name) {
        try (InputStream in = JobSchemas.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar of the job protocol lacks " + name + "; was it repackaged?");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the schema " + name + " cannot be read", e);
        }
    }
}
