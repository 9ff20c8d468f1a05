package dev.guestkit.handlers.internal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.guestkit.appliance.ChecksumVerifier;
import dev.guestkit.appliance.VettedImage;
import dev.guestkit.job.Checksum;
import dev.guestkit.job.ErrorCode;
import dev.guestkit.job.Json;
import dev.guestkit.worker.spi.HandlerException;
import dev.guestkit.worker.spi.JobContext;
import dev.guestkit.worker.spi.TimeSource;
import java.time.Duration;
import java.util.Optional;

/** Verifies that an image is the one that is meant: the same open file that is attached, with progress, until it matches or ends the job. */
final class ImageChecksum {
    private final JobContext context;
    private final VettedImage image;

    ImageChecksum(JobContext context, VettedImage image) {
        this.context = context;
        this.image = image;
    }

    /**
     * Verifies.
     *
     * @throws HandlerException {@code IMAGE_CHECKSUM_MISMATCH} with both values in its details
     * @throws dev.guestkit.worker.spi.CancelledException when the attempt is to stop
     */
    void verify(Checksum expected) {
        long start = TimeSource.system().nanoTime();
        String actual = new ChecksumVerifier()
                .compute(image, expected.algorithm(), this::progress)
                .value();
        boolean matched = actual.equals(expected.hex());
        context.checksumVerified(matched, Duration.ofNanos(TimeSource.system().nanoTime() - start));
        if (!matched) {
            throw mismatch(expected, new Checksum(expected.algorithm(), actual));
        }
    }

    private HandlerException mismatch(Checksum expected, Checksum actual) {
        var details = JsonNodeFactory.instance
                .objectNode()
                .put("expected", expected.toString())
                .put("actual", actual.toString());
        return new HandlerException(
                ErrorCode.IMAGE_CHECKSUM_MISMATCH.name(),
                image.path() + " has " + actual + ", the job expects " + expected
                        + ": fetch the image again, or correct the job",
                Optional.of(Json.of(details)));
    }

    private void progress(long done) {
        context.cancellation().throwIfCancelled();
        long all = Math.max(1, image.identity().sizeBytes());
        double percent = Math.min(1.0, (double) done / all) * Phase.DISK_ATTACH.percent();
        context.progress(Phase.VALIDATION.wireName(), percent, "verifying the checksum");
    }
}
