package dev.guestkit.transport.file;

import dev.guestkit.worker.spi.TransportException;
import dev.guestkit.worker.spi.TransportException.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Says what a failed file system call means to whoever uses the store. */
final class Faults {
    private static final List<String> NOT_WRITABLE = List.of(
            "No space left",
            "quota exceeded",
            "Read-only file system",
            "Permission denied",
            "File too large",
            "Not permitted");

    private Faults() {}

    static TransportException translate(String what, Path root, IOException e) {
        String reason = reason(e);
        if (isNotWritable(e, reason, root)) {
            return new TransportException(
                    Kind.NOT_WRITABLE,
                    "cannot " + what + ": " + reason + "; make room or allow writing below " + root,
                    e);
        }
        return new TransportException(
                Kind.UNAVAILABLE, "cannot " + what + ": " + reason + "; is " + root + " there and mounted?", e);
    }

    /** Some exceptions hold the path alone, and say what is wrong by their class. */
    private static String reason(IOException e) {
        String said = e.getMessage() == null ? e.toString() : e.getMessage();
        if (e instanceof AccessDeniedException) {
            return said + ": Permission denied";
        } else if (e instanceof NoSuchFileException) {
            return said + " is not there";
        } else if (e instanceof FileAlreadyExistsException) {
            return said + " is there and is no directory";
        }
        return said;
    }

    static TransportException gone(String what, Path root) {
        return new TransportException(
                Kind.UNAVAILABLE,
                "cannot " + what + ": " + root
                        + " is no spool directory just now; mount it or put it back, work then goes on");
    }

    private static boolean isNotWritable(IOException e, String reason, Path root) {
        if (e instanceof AccessDeniedException || NOT_WRITABLE.stream().anyMatch(reason::contains)) {
            return true;
        }
        // The texts of the C library are translated in some locales; the store itself is asked then.
        try {
            FileStore store = Files.getFileStore(root);
            return store.isReadOnly() || store.getUsableSpace() == 0;
        } catch (IOException gone) {
            return false;
        }
    }
}
