package dev.guestkit.transport.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a dropped file looked like at one moment, links not followed. */
record Sighting(boolean regular, boolean directory, long size, FileTime modified, FileTime changed, String identity) {
    /** What lies there now, empty when nothing does. */
    static Optional<Sighting> of(Path file) throws IOException {
        try {
            BasicFileAttributes basic =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return Optional.of(new Sighting(
                    basic.isRegularFile(),
                    basic.isDirectory(),
                    basic.size(),
                    basic.lastModifiedTime(),
                    changeTime(file, basic),
                    String.valueOf(basic.fileKey())));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static FileTime changeTime(Path file, BasicFileAttributes basic) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return basic.lastModifiedTime();
        }
        Map<String, @Nullable Object> unix = Files.readAttributes(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
        return unix.get("ctime") instanceof FileTime time ? time : basic.lastModifiedTime();
    }

    /**
     * Whether the file got its name after its last byte: a write sets both times of a file, a rename only the time of change.
     */
    boolean renamedIntoPlace() {
        return size > 0 && changed.compareTo(modified) > 0;
    }
}
