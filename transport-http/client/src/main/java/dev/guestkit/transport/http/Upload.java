package dev.guestkit.transport.http;

import dev.guestkit.transport.http.internal.ClaimJson;
import dev.guestkit.transport.http.internal.WirePaths;
import dev.guestkit.worker.spi.ClaimToken;
import dev.guestkit.worker.spi.StoredArtifact;
import dev.guestkit.worker.spi.TransportException;
import dev.guestkit.worker.spi.WriteOutcome;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The content of an artifact on its way: first into a private temporary file, because a stream can be read once only and an
 * upload that was cut must be made again.
 */
final class Upload implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Upload.class);
    /** Between the last byte sent and the answer; at a megabyte a second an hour's upload. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private static final int REPEATS = 3;

    private final Path file;

    private Upload(Path file) {
        this.file = file;
    }

    static Upload of(InputStream content) {
        Path file = null;
        try {
            file = Files.createTempFile("guestkit-artifact-", ".tmp");
            Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
            return new Upload(file);
        } catch (IOException e) {
            if (file != null) {
                delete(file);
            }
            throw new TransportException(
                    TransportException.Kind.NOT_WRITABLE,
                    "an artifact cannot be kept in the temporary directory: " + e,
                    e);
        } catch (RuntimeException e) { // what the content's own stream threw
            if (file != null) {
                delete(file);
            }
            throw e;
        }
    }

    StoredArtifact send(Link link, ClaimToken token, String name) {
        Answer answer = link.ask(new Call(
                "PUT",
                WirePaths.claimed(token, "artifacts/" + name),
                this::publisher,
                Map.of("Content-Type", "application/octet-stream", WirePaths.CLAIM_HEADER, ClaimJson.header(token)),
                LONGEST,
                REPEATS));
        return HttpJobSource.isFenced(answer)
                ? new StoredArtifact(WriteOutcome.FENCED, 0, "")
                : link.read(
                        answer,
                        data -> new StoredArtifact(WriteOutcome.OK, data.whole("size_bytes"), data.text("sha256")));
    }

    private BodyPublisher publisher() {
        try {
            return BodyPublishers.ofFile(file);
        } catch (FileNotFoundException e) {
            throw new UncheckedIOException("somebody removed " + file, e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.debug("cannot remove {}", file, e);
        }
    }

    @Override
    public void close() {
        delete(file);
    }
}
