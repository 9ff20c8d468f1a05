package dev.guestkit.handlers.internal;

import dev.guestkit.guestfacts.GuestFiles;
import dev.guestkit.guestfacts.GuestTree;
import java.util.List;
import java.util.SortedMap;

/**
 * One operating system, its file systems put together as it mounts them itself.
 *
 * @param root the file system of its root
 * @param kind which kind of system
 * @param mounts mount point to file system, the root among them
 * @param missing mounts of its fstab that could not be found or read, for people
 * @param tree all of it
 */
record AssembledSystem(
        MountedVolume root,
        RootKind kind,
        SortedMap<String, MountedVolume> mounts,
        List<String> missing,
        GuestTree tree) {
    /** The files as the guest sees them. */
    GuestFiles files() {
        return kind.files(tree);
    }
}
