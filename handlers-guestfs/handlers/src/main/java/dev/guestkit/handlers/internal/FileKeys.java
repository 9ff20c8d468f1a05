package dev.guestkit.handlers.internal;

import dev.guestkit.handlers.DiskKey;
import dev.guestkit.handlers.KeyProvider;
import dev.guestkit.handlers.KeyRequest;
import dev.guestkit.job.ErrorCode;
import dev.guestkit.worker.spi.HandlerException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A key in a file of the host. */
public record FileKeys(Path file) implements KeyProvider {
    @Override
    public List<DiskKey> keys(KeyRequest request) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (InputStream in = Files.newInputStream(file)) {
            return fromBytes(in.readNBytes(DiskKey.MAX_BYTES + 1));
        } catch (IOException e) {
            throw new HandlerException(
                    ErrorCode.EXECUTION_ERROR,
                    "the key file " + file + " cannot be read: make it readable for the worker",
                    e);
        }
    }

    /** The key without the line break that editors and {@code echo} leave; overwrites {@code bytes}. A key that cannot be used ends the attempt. */
    static List<DiskKey> fromBytes(byte[] bytes) {
        int length = bytes.length;
        if (length > 0 && bytes[length - 1] == '\n') {
            length -= length > 1 && bytes[length - 2] == '\r' ? 2 : 1;
        }
        byte[] key = Arrays.copyOf(bytes, length);
        try {
            return length == 0 ? List.of() : List.of(DiskKey.of(key));
        } catch (IllegalArgumentException e) {
            throw new HandlerException(ErrorCode.EXECUTION_ERROR, String.valueOf(e.getMessage()), e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(key, (byte) 0);
        }
    }
}
