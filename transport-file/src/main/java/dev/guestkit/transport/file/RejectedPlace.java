package dev.guestkit.transport.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** Takes dropped files out of the way: into the rejected place with the reason beside them, or altogether. */
final class RejectedPlace {
    private static final int LONGEST = 180;
    private static final String ASIDE = ".taken-";

    private final Layout layout;
    private final SpoolFiles files;

    RejectedPlace(Layout layout, SpoolFiles files) {
        this.layout = layout;
        this.files = files;
    }

    /** The reason is written first, so that a file never lies there unexplained. */
    void reject(Path file, String reason) throws IOException {
        String name = freeName(plainName(file));
        String text = reason + "\n\nDropped as: " + file.getFileName() + "\n";
        files.replace(layout.rejected().resolve(name + Layout.REASON), text.getBytes(StandardCharsets.UTF_8), false);
        if (!files.move(file, layout.rejected().resolve(name))) {
            files.unlink(layout.rejected().resolve(name + Layout.REASON));
        }
    }

    /** A name that every file system and terminal takes; the full one is in the reason. */
    private static String plainName(Path file) {
        String name = file.getFileName().toString().replaceAll("[^A-Za-z0-9._:-]", "_");
        return name.length() <= LONGEST ? name : name.substring(0, LONGEST);
    }

    private String freeName(String wanted) {
        String name = wanted;
        for (int i = 1; Files.exists(layout.rejected().resolve(name), LinkOption.NOFOLLOW_LINKS); i++) {
            name = wanted + "." + i;
        }
        return name;
    }

    /**
     * Removes a file that was taken in, unless another one was put under its name meanwhile: it is renamed away first,
     * looked at, and put back when it is not the one.
     */
    void remove(Path file, Sighting taken) throws IOException {
        String unique = files.temporaryName().getFileName().toString();
        Path aside = layout.drop().resolve(ASIDE + unique + "." + extension(file));
        if (!files.move(file, aside)) {
            return;
        }
        Optional<Sighting> found = Sighting.of(aside);
        if (found.isPresent() && isAnother(found.get(), taken)) {
            putBack(aside, file);
        } else {
            files.unlink(aside);
        }
    }

    private static String extension(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** Whether somebody took this file aside and died before looking at it. */
    static boolean isAside(Path file) {
        return file.getFileName().toString().startsWith(ASIDE);
    }

    /** Drops such a file again: taking a document in twice is harmless, not taking it is not. */
    static void backFromAside(SpoolFiles files, Path file) throws IOException {
        String name = file.getFileName().toString().substring(ASIDE.length());
        files.move(file, SpoolFiles.directoryOf(file).resolve("again-" + name));
    }

    private static boolean isAnother(Sighting found, Sighting taken) {
        return !found.identity().equals(taken.identity())
                || found.size() != taken.size()
                || !found.modified().equals(taken.modified());
    }

    private void putBack(Path aside, Path file) throws IOException {
        Path name = file;
        for (int i = 1; !files.link(aside, name); i++) {
            name = layout.drop().resolve("again-" + i + "-" + file.getFileName());
        }
        files.unlink(aside);
    }
}
