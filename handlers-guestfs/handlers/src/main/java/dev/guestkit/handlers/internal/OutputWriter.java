package dev.guestkit.handlers.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.job.ErrorCode;
import dev.guestkit.worker.spi.HandlerException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Writes a report to {@code output.destination}: whole or not at all, synced before it appears, readable by the worker's user alone
 * because it tells much about a guest; and never over a file, unless an earlier attempt of the same job wrote it. At the place where jobs put
 * the report of an image when nobody names another, it replaces an older report. Thread-safe.
 */
final class OutputWriter {
    private OutputWriter() {}

    /**
     * Says before any work is done what would fail after it.
     *
     * @throws HandlerException {@code VALIDATION_ERROR} when format or compression need a library that is not there, {@code PATH_NOT_ALLOWED}
     *     when there is a file that this job did not write
     */
    static void check(ReportTarget target, String jobId) {
        ReportBytes.check(target);
        if (Files.exists(target.destination(), LinkOption.NOFOLLOW_LINKS) && !isOurs(target, jobId)) {
            throw occupied(target);
        }
    }

    private static HandlerException occupied(ReportTarget target) {
        return new HandlerException(
                ErrorCode.PATH_NOT_ALLOWED,
                "output.destination " + target.destination()
                        + " is there already, and nothing is ever overwritten: name another file, or move that one away");
    }

    private static boolean isOurs(ReportTarget target, String jobId) {
        if (!Files.isRegularFile(target.destination(), LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(target.destination(), LinkOption.NOFOLLOW_LINKS)) {
            return ReportBytes.jobOf(target, in)
                    .filter(id -> target.besideImage() || id.equals(jobId))
                    .isPresent();
        } catch (IOException | RuntimeException e) {
            // What cannot be read or unpacked is somebody else's; the Zstandard library throws its own unchecked
            // exceptions.
            return false;
        }
    }

    /**
     * Writes.
     *
     * @throws HandlerException {@code RESOURCE_EXHAUSTED} when it cannot be written, {@code PATH_NOT_ALLOWED} when there is a file that this
     *     job did not write
     */
    static void write(ReportTarget target, ObjectNode report, String jobId, int attempt) {
        Path temporary = temporary(target, jobId, attempt);
        try {
            for (int earlier = 1; earlier <= attempt; earlier++) {
                Files.deleteIfExists(temporary(target, jobId, earlier));
            }
            byte[] bytes = ReportBytes.of(target, report, jobId);
            try (FileChannel channel = FileChannel.open(
                    temporary,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                Channels.newOutputStream(channel).write(bytes);
                channel.force(true);
            }
            publish(target, temporary, jobId);
        } catch (IOException e) {
            String why = e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.toString();
            throw new HandlerException(
                    ErrorCode.RESOURCE_EXHAUSTED,
                    "the report cannot be written to " + target.destination() + ": " + why,
                    e);
        } finally {
            remove(temporary);
        }
    }

    // Of this attempt alone: one that lost its lease may still be writing.
    private static Path temporary(ReportTarget target, String jobId, int attempt) {
        return target.destination().resolveSibling(".guestkit-" + jobId.replace(':', '_') + "-" + attempt + ".part");
    }

    private static void publish(ReportTarget target, Path temporary, String jobId) throws IOException {
        try {
            // Unlike a rename, a link fails when the name is taken.
            Files.createLink(target.destination(), temporary);
        } catch (FileAlreadyExistsException e) {
            if (!isOurs(target, jobId)) {
                throw occupied(target);
            }
            Files.move(
                    temporary,
                    target.destination(),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
        try (FileChannel folder = FileChannel.open(temporary.resolveSibling("."), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            org.slf4j.LoggerFactory.getLogger(OutputWriter.class).warn("{} is left behind: {}", file, e.toString());
        }
    }
}
