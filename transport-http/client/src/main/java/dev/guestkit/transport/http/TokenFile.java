package dev.guestkit.transport.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Reads a token anew each time, so that a replaced file is noticed. */
final class TokenFile implements Supplier<String> {
    private final Path file;

    TokenFile(Path file) {
        this.file = file;
    }

    @Override
    public String get() {
        try {
            String token = Files.readString(file).strip();
            if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 127)) {
                throw new IllegalStateException("file " + file + " must hold a token alone, on one line");
            }
            return token;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the token in " + file, e);
        }
    }
}
