package dev.guestkit.appliance;

import dev.guestkit.appliance.ApplianceException.Kind;
import dev.guestkit.appliance.internal.ReadAhead;
import dev.guestkit.appliance.internal.SystemDigest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Computes the checksum of an image from the very file that is attached afterwards: the top file alone, whatever it is based on. One thread
 * reads ahead while the caller's hashes, or the host's {@code openssl} does both where it is faster. Thread-safe.
 */
public final class ChecksumVerifier {
    /** Has no state. */
    public ChecksumVerifier() {}

    /**
     * Computes it.
     *
     * @param algorithm {@code sha256} or {@code sha512}
     * @param progress called on this thread with the bytes done so far, again and again
     * @throws ApplianceException {@code CANCELLED} when the thread is interrupted, {@code IMAGE_CORRUPT} when the file cannot be read, {@code
     *     IMAGE_LOCKED} when it changes meanwhile, {@code UNSUPPORTED_CHECKSUM_ALGORITHM}; what {@code progress} throws ends it as well
     */
    public Checksum compute(VettedImage image, String algorithm, LongConsumer progress) {
        MessageDigest digest = digest(algorithm);
        image.verifyUnchanged();
        String value;
        try {
            Optional<String> quick =
                    algorithm.equals("sha512") ? SystemDigest.sha512(image.file(), progress) : Optional.empty();
            value = quick.isPresent() ? quick.get() : computed(image, digest, progress);
        } catch (IOException e) {
            throw new ApplianceException(Kind.IMAGE_CORRUPT, image.path() + " cannot be read: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApplianceException(Kind.CANCELLED, "interrupted while hashing " + image.path(), e);
        }
        image.verifyUnchanged();
        return new Checksum(algorithm, value);
    }

    private static String computed(VettedImage image, MessageDigest digest, LongConsumer progress)
            throws IOException, InterruptedException {
        long done = 0;
        try (ReadAhead file =
                new ReadAhead(image.file().channel(), image.identity().sizeBytes())) {
            ByteBuffer piece = file.next();
            while (piece.hasRemaining()) {
                done += piece.remaining();
                digest.update(piece);
                file.giveBack(piece);
                progress.accept(done);
                piece = file.next();
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Computes it and compares.
     *
     * @return the same as {@code expected}, for the record
     * @throws ApplianceException as {@link #compute}, and {@code IMAGE_CHECKSUM_MISMATCH} with both in the message
     */
    public Checksum verify(VettedImage image, Checksum expected, LongConsumer progress) {
        Checksum actual = compute(image, expected.algorithm(), progress);
        if (!actual.equals(expected)) {
            throw new ApplianceException(
                    Kind.IMAGE_CHECKSUM_MISMATCH, image.path() + " has " + actual + ", expected was " + expected);
        }
        return actual;
    }

    private static MessageDigest digest(String algorithm) {
        String name = switch (algorithm) {
            case "sha256" -> "SHA-256";
            case "sha512" -> "SHA-512";
            default ->
                throw new ApplianceException(
                        Kind.UNSUPPORTED_CHECKSUM_ALGORITHM, "checksums are sha256 or sha512, not " + algorithm);
        };
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new ApplianceException(Kind.UNSUPPORTED_CHECKSUM_ALGORITHM, "this JVM has no " + name, e);
        }
    }
}
