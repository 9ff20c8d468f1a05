package dev.guestkit.transport.file;

import dev.guestkit.worker.store.IdempotencyKey;
import dev.guestkit.worker.store.JobTerms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Which job holds an idempotency key: a second name of that job's document, linked once under the digest of the key's scope
 * and a number that rises each time the key is taken over. Because it is the document, whoever finds a key whose job is not in
 * the queue can finish the submission that a crash cut short. Thread-safe.
 */
final class KeyPlace {
    private final Layout layout;
    private final SpoolFiles files;

    /** Who held the key last, and under which number. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Holder(int number, byte[] document) {}

    KeyPlace(Layout layout, SpoolFiles files) {
        this.layout = layout;
        this.files = files;
    }

    Optional<Holder> newest(IdempotencyKey key) throws IOException {
        Optional<Holder> found = Optional.empty();
        for (int number = 0; ; number++) {
            Optional<byte[]> document = files.read(file(key, number));
            if (document.isEmpty()) {
                return found;
            }
            found = Optional.of(new Holder(number, document.get()));
        }
    }

    /** Gives the key to the document in this file; false when another one took that number. */
    boolean take(IdempotencyKey key, int number, Path document) throws IOException {
        if (!files.link(document, file(key, number))) {
            return false;
        }
        files.sync(layout.keys());
        return true;
    }

    /** The file by which a submission that was cut short can be finished. */
    Path file(IdempotencyKey key, int number) {
        return layout.keys()
                .resolve(sha256(key.namespace() + '\0' + key.operation() + '\0' + key.key()) + "~" + number);
    }

    /** Forgets a key altogether, newest number first, so that what a crash leaves is still a chain from the first. */
    void forget(IdempotencyKey key) throws IOException {
        int number = newest(key).map(Holder::number).orElse(-1);
        for (int i = number; i >= 0; i--) {
            files.unlink(file(key, i));
        }
    }

    /** Gives a key back that a submission took whose id turned out to be another document's. */
    void release(JobTerms terms, Path document) throws IOException {
        if (terms.idempotency().isPresent()) {
            Optional<Holder> holder = newest(terms.idempotency().get());
            if (holder.isPresent()) {
                Path file = file(terms.idempotency().get(), holder.get().number());
                if (Files.exists(file) && Files.isSameFile(file, document)) {
                    files.unlink(file);
                }
            }
        }
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
