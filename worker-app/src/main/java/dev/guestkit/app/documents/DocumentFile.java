package dev.guestkit.app.documents;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** Reads files of unknown content: never more than may be needed, never anything that could block for ever. */
final class DocumentFile {
    private DocumentFile() {}

    /** Says that a file could not be read at all. */
    static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;

        /** Why, for people. */
        final String reason;

        UnreadableException(String reason) {
            super(reason);
            this.reason = reason;
        }
    }

    static boolean isYaml(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".yaml") || lower.endsWith(".yml");
    }

    /** The whole content, or one byte more than {@code limit} of a longer one, which every reader then refuses. */
    static byte[] read(Path file, int limit) throws UnreadableException {
        try (InputStream in = open(file)) {
            return in.readNBytes(limit + 1);
        } catch (IOException e) {
            throw new UnreadableException("cannot be read: " + reason(e));
        }
    }

    static InputStream open(Path file) throws IOException, UnreadableException {
        if (Files.isDirectory(file)) {
            throw new UnreadableException("is a directory; name the files in it");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new UnreadableException("is no regular file");
        }
        return Files.newInputStream(file);
    }

    static String reason(IOException e) {
        return e instanceof NoSuchFileException ? "no such file" : e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
