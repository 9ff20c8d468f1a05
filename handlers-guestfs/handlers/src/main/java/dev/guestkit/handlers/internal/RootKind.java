package dev.guestkit.handlers.internal;

import dev.guestkit.guestfacts.GuestFiles;
import dev.guestkit.guestfacts.GuestManifest;
import dev.guestkit.guestfacts.GuestNode;
import dev.guestkit.guestfacts.GuestTree;
import java.util.List;
import java.util.Optional;

/** Which kind of system has its root on a file system. */
enum RootKind {
    LINUX,
    WINDOWS;

    /** Files of which every Linux root has one, however small; {@code etc} and {@code usr} alone can be a backup. */
    private static final List<String> MARKS = List.of(
            "/etc/fstab", "/etc/os-release", "/usr/lib/os-release", "/etc/hosts", "/etc/passwd", "/etc/hostname");

    /** Decides by names alone; a separate {@code /usr} may hold all else. */
    static Optional<RootKind> of(GuestTree tree) {
        if (isDirectory(tree, "/etc") && (known(tree, "/usr") || known(tree, "/bin"))) {
            return MARKS.stream().anyMatch(m -> known(tree, m)) ? Optional.of(LINUX) : Optional.empty();
        }
        GuestFiles windows = GuestFiles.ignoringCase(tree);
        return windows.exists("/Windows/System32") ? Optional.of(WINDOWS) : Optional.empty();
    }

    private static boolean known(GuestTree tree, String path) {
        return tree.node(path).isPresent();
    }

    private static boolean isDirectory(GuestTree tree, String path) {
        return tree.node(path).filter(n -> n.kind() == GuestNode.Kind.DIRECTORY).isPresent();
    }

    /** What to copy out of such a root. */
    GuestManifest manifest() {
        return this == LINUX ? GuestManifest.linux() : GuestManifest.windows();
    }

    /** The guest's own view of a tree. */
    GuestFiles files(GuestTree tree) {
        return this == LINUX ? GuestFiles.of(tree) : GuestFiles.ignoringCase(tree);
    }
}
