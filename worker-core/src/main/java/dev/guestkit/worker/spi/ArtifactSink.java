package dev.guestkit.worker.spi;

import dev.guestkit.job.ArtifactDetail;
import java.io.InputStream;

/** Stores artifacts of one attempt beside the job's result. Thread-safe. */
public interface ArtifactSink {
    /**
     * Stores what {@code content} holds under {@code name}; it is listed in the result.
     *
     * @throws IllegalArgumentException when the name is not 1 to 128 characters of {@code [A-Za-z0-9._-]}, the first alphanumeric
     * @throws HandlerException with {@code RESOURCE_EXHAUSTED} when it is larger than the worker's limit, or one too many
     * @throws CancelledException when the claim is lost
     */
    ArtifactDetail store(String name, InputStream content);
}
