package dev.guestkit.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that a command writes because it was told to: whole or not at all, in the place of one that is there. */
public final class SavedFile {
    private SavedFile() {}

    /** Says before any work is done what would fail after it. */
    public static void check(Path file) {
        if (!Files.isDirectory(file.resolveSibling("."))) {
            throw new CliException("cannot write " + file + ": there is no such directory");
        }
        if (Files.isDirectory(file)) {
            throw new CliException("cannot write " + file + ": it is a directory");
        }
    }

    /** Writes it. */
    public static void write(Path file, byte[] content) {
        write(file, content, new FileAttribute<?>[0]);
    }

    /** Writes it so that its owner alone may read it. */
    public static void writePrivate(Path file, byte[] content) {
        write(file, content, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private static void write(Path file, byte[] content, FileAttribute<?>... attributes) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.deleteIfExists(part);
            Files.write(Files.createFile(part, attributes), content);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new CliException("cannot write " + file + ": " + e);
        }
    }
}
