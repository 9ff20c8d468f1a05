package dev.guestkit.http.server.internal.guard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens that are let in, as hashes in a file: one a line, {@code name scope,scope sha256:<hex>}; empty lines and lines that
 * begin with {@code #} are passed over. A changed file holds within a second; one that cannot be read changes nothing. Thread-safe.
 */
public final class TokenFile {
    private static final Logger log = LoggerFactory.getLogger(TokenFile.class);
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Path file;
    private final AtomicLong lookedAt = new AtomicLong(System.nanoTime());
    private volatile State state;

    /**
     * Reads the file.
     *
     * @throws IllegalArgumentException when it cannot be read, or a line of it is wrong; says which, and not what it holds
     */
    public TokenFile(Path file) {
        this.file = file;
        try {
            this.state = read(stamp());
        } catch (IOException e) {
            throw new IllegalArgumentException("the token file " + file + " cannot be read: " + e, e);
        }
    }

    private record State(String stamp, Map<String, Token> byHash) {}

    /** Who has this token. */
    Optional<Token> find(String token) {
        refresh();
        // Found by its hash: how long that takes says nothing of the token.
        return Optional.ofNullable(state.byHash().get(Token.hash(token)));
    }

    private void refresh() {
        long now = System.nanoTime();
        long last = lookedAt.get();
        if (now - last < LOOK_NANOS || !lookedAt.compareAndSet(last, now)) {
            return;
        }
        String stamp = "";
        try {
            stamp = stamp();
            if (!stamp.equals(state.stamp())) {
                state = read(stamp);
                log.info(
                        "the token file {} changed; it holds {} tokens",
                        file,
                        state.byHash().size());
            }
        } catch (IOException | IllegalArgumentException e) {
            // Said once for each change: the next look finds the same stamp.
            state = new State(stamp, state.byHash());
            log.error(
                    "the token file {} changed and is not taken; the tokens before it stay: {}", file, e.getMessage());
        }
    }

    private String stamp() throws IOException {
        return Files.getLastModifiedTime(file).toInstant() + " " + Files.size(file) + " "
                + Optional.ofNullable(Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class)
                        .fileKey());
    }

    private State read(String stamp) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        Map<String, Token> tokens = new HashMap<>();
        for (int number = 0; number < lines.size(); number++) {
            if (!Token.isComment(lines.get(number))) {
                add(tokens, lines.get(number), number + 1);
            }
        }
        return new State(stamp, Map.copyOf(tokens));
    }

    private void add(Map<String, Token> tokens, String line, int number) {
        try {
            Token token = Token.parse(line);
            if (tokens.put(token.hash(), token) != null) {
                throw new IllegalArgumentException("has the token of an earlier line");
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "line " + number + " of the token file " + file + ": " + e.getMessage(), e);
        }
    }
}
