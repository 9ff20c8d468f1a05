package dev.guestkit.worker.spi;

import java.nio.file.Path;
import java.util.List;

/** Which paths jobs may touch: below configured roots only, links and {@code ..} resolved first. Thread-safe. */
public interface AllowedPaths {
    /**
     * The real path of an existing file that may be read.
     *
     * @throws HandlerException {@code PATH_NOT_ALLOWED} when it is relative, holds NUL, or leads outside every root;
     *     {@code IMAGE_NOT_FOUND} when nothing is there
     */
    Path existing(String path);

    /**
     * The path of a file that may be written: its directory exists and lies below a root.
     *
     * @throws HandlerException {@code PATH_NOT_ALLOWED} as above, or when the directory is missing
     */
    Path writable(String path);

    /** The configured roots, for what opens further files on its own, such as the backing files of an image; none allows nothing. */
    List<Path> roots();
}
