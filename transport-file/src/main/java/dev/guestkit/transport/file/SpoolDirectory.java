package dev.guestkit.transport.file;

import dev.guestkit.worker.spi.TransportException;
import dev.guestkit.worker.spi.TransportException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes a directory a spool, or finds that it is one. */
final class SpoolDirectory {
    private SpoolDirectory() {}

    /**
     * Opens the spool at {@code root}, which is made when missing.
     *
     * @throws TransportException {@code NOT_WRITABLE} or {@code UNAVAILABLE} when it cannot be made, {@code CORRUPT} when its
     *     marker was written by something else
     */
    static Layout open(Path root, Syncer syncer) {
        Path real = root.toAbsolutePath().normalize();
        Layout layout = new Layout(real, FileNames.PLAIN);
        try {
            if (!Files.exists(layout.marker())) {
                create(layout, syncer);
            }
            Layout found = new Layout(real, readMarker(layout.marker()));
            makeDirectories(found);
            return found;
        } catch (IOException e) {
            throw Faults.translate("open the spool directory " + real, real, e);
        }
    }

    /** Makes the places that are missing; never the root, which may be a mount that is away just now. */
    static void makeDirectories(Layout layout) throws IOException {
        for (Path directory : layout.directories()) {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory);
            }
        }
    }

    private static void create(Layout layout, Syncer syncer) throws IOException {
        Files.createDirectories(layout.root());
        makeDirectories(layout);
        SpoolFiles files = new SpoolFiles(layout.temporary(), syncer);
        FileNames names = probe(layout.temporary());
        byte[] marker = ("{\"spool\":1,\"names\":\"" + names + "\"}\n").getBytes(StandardCharsets.US_ASCII);
        Path temporary = files.temporary(marker, true);
        files.link(temporary, layout.marker());
        files.unlink(temporary);
        files.sync(layout.control());
        files.sync(layout.root());
    }

    /** Whether the file system tells capitals from small letters and takes colons. */
    private static FileNames probe(Path directory) throws IOException {
        String unique = "probe-" + System.nanoTime();
        Path lower = directory.resolve(unique + "-a");
        Path upper = directory.resolve(unique + "-A");
        try {
            Files.createFile(lower);
            Files.createFile(upper);
            Files.delete(Files.createFile(directory.resolve(unique + ":")));
            return FileNames.PLAIN;
        } catch (FileAlreadyExistsException | java.nio.file.InvalidPathException e) {
            return FileNames.ENCODED;
        } catch (IOException e) {
            if (Files.exists(upper)) {
                return FileNames.ENCODED;
            }
            throw e;
        } finally {
            Files.deleteIfExists(lower);
            Files.deleteIfExists(upper);
        }
    }

    private static FileNames readMarker(Path marker) throws IOException {
        String text = new String(SpoolFiles.head(marker, 1000), StandardCharsets.UTF_8);
        for (FileNames names : FileNames.values()) {
            if (text.contains("\"spool\":1") && text.contains("\"" + names + "\"")) {
                return names;
            }
        }
        throw new TransportException(
                Kind.CORRUPT,
                marker
                        + " does not say that this is a spool of version 1; give another directory, or restore that file");
    }
}
