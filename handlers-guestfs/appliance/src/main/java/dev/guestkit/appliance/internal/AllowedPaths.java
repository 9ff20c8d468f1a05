package dev.guestkit.appliance.internal;

import dev.guestkit.appliance.ApplianceException;
import dev.guestkit.appliance.ApplianceException.Kind;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Opens what lies below the allowed roots, wherever the links on the way lead. */
public final class AllowedPaths {
    private final List<Path> roots;

    public AllowedPaths(List<Path> roots) {
        this.roots = List.copyOf(roots);
    }

    /** Opens a file by an absolute path from a job or from the header of an image. */
    public OpenFile open(String name) {
        Path path = parse(name);
        if (!named(path)) {
            throw refused(name, "does not lie below an allowed root");
        }
        Path real;
        try {
            real = path.toRealPath();
        } catch (NoSuchFileException e) {
            throw new ApplianceException(Kind.IMAGE_NOT_FOUND, "there is no file " + Text.shown(name), e);
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).contains("Not a directory")) {
                throw new ApplianceException(Kind.IMAGE_NOT_FOUND, "there is no file " + Text.shown(name), e);
            }
            throw new ApplianceException(
                    Kind.PATH_NOT_ALLOWED, Text.shown(name + " cannot be resolved: " + e.getMessage()), e);
        }
        if (!inside(real)) {
            throw refused(name, "leads out of the allowed roots");
        }
        OpenFile file = OpenFile.open(real);
        // The open file, not its path, decides: a folder may have become a link meanwhile.
        boolean ours = file.blockDevice() ? device(file.location()) : inside(file.location());
        if (!ours) {
            file.close();
            throw refused(
                    name,
                    file.blockDevice() ? "is a block device that is not allowed" : "was moved while it was opened");
        }
        return file;
    }

    private static Path parse(String name) {
        try {
            Path path = Path.of(name);
            if (!path.isAbsolute()) {
                throw refused(name, "is not an absolute path");
            }
            return path.normalize();
        } catch (InvalidPathException e) {
            throw new ApplianceException(Kind.PATH_NOT_ALLOWED, "not a path: " + e.getReason(), e);
        }
    }

    // Before the first look at the disk, so that nobody can learn which files exist elsewhere.
    private boolean named(Path path) {
        return roots.stream()
                        .anyMatch(root -> path.startsWith(root.toAbsolutePath().normalize()))
                || inside(path);
    }

    private boolean inside(Path real) {
        return roots.stream().anyMatch(root -> real.startsWith(canonical(root)));
    }

    private boolean device(Path real) {
        return roots.stream().anyMatch(root -> real.equals(canonical(root)));
    }

    private static Path canonical(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException absent) {
            // A root that is not there allows nothing that exists.
            return path.toAbsolutePath().normalize();
        }
    }

    private static ApplianceException refused(String name, String why) {
        return new ApplianceException(Kind.PATH_NOT_ALLOWED, Text.shown(name) + " " + why);
    }

    /** Resolves a name from the header of an image the way qemu does, and refuses anything but a plain file name. */
    public static String resolve(Path image, String name) {
        if (name.matches("(?s)[A-Za-z0-9+._-]+:.*") || name.indexOf('\0') >= 0) {
            throw refused(image + " refers to " + name + ", which", "is not a plain file name");
        }
        Path folder = image.getParent();
        return folder == null || name.startsWith("/") ? name : folder + "/" + name;
    }
}
