package dev.guestkit.worker.internal;

import dev.guestkit.job.ErrorCode;
import dev.guestkit.worker.spi.AllowedPaths;
import dev.guestkit.worker.spi.HandlerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Paths below roots; without roots nothing is allowed. Immutable. */
final class RootedPaths implements AllowedPaths {
    private final List<Path> roots;

    /** The roots are resolved at each use: a root may be mounted or replaced while the worker runs. */
    RootedPaths(List<Path> roots) {
        this.roots = List.copyOf(roots);
    }

    @Override
    public Path existing(String path) {
        Path asked = absolute(path);
        Path real = realOrNull(asked);
        if (real != null) {
            return inside(real, path);
        }
        // Whether something exists outside the roots is nobody's business: the nearest directory that exists decides.
        for (Path up = asked.getParent(); up != null; up = up.getParent()) {
            Path realUp = realOrNull(up);
            if (realUp != null) {
                inside(realUp, path);
                throw new HandlerException(ErrorCode.IMAGE_NOT_FOUND, "nothing is at " + path + "; check the path");
            }
        }
        throw refused(path, "it leads nowhere");
    }

    @Override
    public Path writable(String path) {
        Path asked = absolute(path);
        Path parent = asked.getParent();
        Path name = asked.getFileName();
        Path directory = parent == null ? null : realOrNull(parent);
        if (directory == null || name == null || !Files.isDirectory(directory)) {
            throw refused(path, "its directory is missing");
        }
        if (name.toString().equals("..") || name.toString().equals(".")) {
            throw refused(path, "it names a directory");
        }
        Path target = inside(directory, path).resolve(name);
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            Path real = realOrNull(target);
            if (real == null) {
                throw refused(path, "it is a link that leads nowhere");
            }
            return inside(real, path);
        }
        return target;
    }

    @Override
    public List<Path> roots() {
        return roots;
    }

    private static Path absolute(String path) {
        if (path.isEmpty() || path.indexOf('\0') >= 0) {
            throw refused(path.replace('\0', '?'), "it is empty or holds NUL");
        }
        try {
            Path parsed = Path.of(path);
            if (!parsed.isAbsolute()) {
                throw refused(path, "it is relative");
            }
            return parsed;
        } catch (InvalidPathException e) {
            throw refused(path, "it is no path here: " + e.getReason());
        }
    }

    private Path inside(Path real, String asked) {
        for (Path root : roots) {
            Path realRoot = realOrNull(root);
            if (realRoot != null && real.startsWith(realRoot)) {
                return real;
            }
        }
        throw refused(
                asked, roots.isEmpty() ? "this worker allows no paths at all" : "it leads outside every allowed root");
    }

    private static @Nullable Path realOrNull(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return null; // missing, a loop of links, no right to look: not there for us
        }
    }

    private static HandlerException refused(String path, String why) {
        return new HandlerException(
                ErrorCode.PATH_NOT_ALLOWED,
                "path " + Text.fit(path, 500) + " is refused: " + why + "; see the worker's allowed roots");
    }
}
