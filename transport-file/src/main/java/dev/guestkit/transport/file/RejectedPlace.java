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

    /**
     * Rejects a file. The reason is written first, so that a file never lies there unexplained.
     *
     * @return false when another process took the file, or another file lies there now
     */
    boolean reject(Path file, Sighting judged, String reason) throws IOException {
        Optional<Path> aside = takeAside(file, judged);
        if (aside.isEmpty()) {
            return false;
        }
        try {
            String text = reason + "\n\nDropped as: " + file.getFileName() + "\n";
            String name = explain(plainName(file), text.getBytes(StandardCharsets.UTF_8));
            files.move(aside.get(), layout.rejected().resolve(name));
            return true;
        } catch (IOException e) {
            putBack(aside.get(), file);
            throw e;
        }
    }

    /** A name that every file system and terminal takes; the full one is in the reason. */
    private static String plainName(Path file) {
        String name = file.getFileName().toString().replaceAll("[^A-Za-z0-9._:-]", "_");
        return name.length() <= LONGEST ? name : name.substring(0, LONGEST);
    }

    /** Writes the reason under a name that nobody has: whoever made the reason's file owns the name beside it. */
    private String explain(String wanted, byte[] text) throws IOException {
        Path written = files.temporary(text, false);
        try {
            String name = wanted;
            for (int i = 1; isKnown(name) || !files.link(written, reasonOf(name)); i++) {
                name = wanted + "." + i;
            }
            return name;
        } finally {
            files.unlink(written);
        }
    }

    private boolean isKnown(String name) {
        return Files.exists(layout.rejected().resolve(name), LinkOption.NOFOLLOW_LINKS);
    }

    private Path reasonOf(String name) {
        return layout.rejected().resolve(name + Layout.REASON);
    }

    /** Removes a file that was taken in, unless another one was put under its name meanwhile. */
    void remove(Path file, Sighting taken) throws IOException {
        Optional<Path> aside = takeAside(file, taken);
        if (aside.isPresent()) {
            files.unlink(aside.get());
        }
    }

    /** Renames a file away, so that it is nobody else's, looks at it, and puts it back when it is not the one. */
    private Optional<Path> takeAside(Path file, Sighting wanted) throws IOException {
        String unique = files.temporaryName().getFileName().toString();
        Path aside = layout.drop().resolve(ASIDE + unique + "." + extension(file));
        if (!files.move(file, aside)) {
            return Optional.empty();
        }
        Optional<Sighting> found = Sighting.of(aside);
        if (found.isPresent() && isAnother(found.get(), wanted)) {
            putBack(aside, file);
            return Optional.empty();
        }
        return Optional.of(aside);
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
