package dev.guestkit.appliance.child;

import java.io.File;
import java.nio.file.Path;
import java.util.List;

/** Leaves nothing behind. */
final class Remains {
    private Remains() {}

    /** Kills every process below this one, removes the folders and ends this JVM, at once and without hooks. */
    static void end(List<Path> folders) {
        try {
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
            folders.forEach(folder -> remove(folder.toFile()));
        } finally {
            Runtime.getRuntime().halt(0);
        }
    }

    private static void remove(File file) {
        // A link is removed itself, never what it leads to: isDirectory() alone would follow it.
        if (!java.nio.file.Files.isSymbolicLink(file.toPath())) {
            File[] inside = file.listFiles();
            if (inside != null) {
                for (File one : inside) {
                    remove(one);
                }
            }
        }
        // What cannot be removed is left to the next start of a worker.
        boolean removed = file.delete();
        if (!removed) {
            file.deleteOnExit();
        }
    }
}
