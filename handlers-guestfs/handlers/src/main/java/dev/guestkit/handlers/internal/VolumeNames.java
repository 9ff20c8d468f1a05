package dev.guestkit.handlers.internal;

import dev.guestkit.appliance.FileEntry;
import dev.guestkit.appliance.FileListing;
import dev.guestkit.appliance.GuestFilesystem;
import dev.guestkit.appliance.ListRequest;
import dev.guestkit.guestfacts.GuestFiles;
import dev.guestkit.guestfacts.GuestNode;
import dev.guestkit.guestfacts.GuestTree;
import dev.guestkit.guestfacts.MemoryTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The names of a file system's upper folders, without contents. Used by one thread. */
final class VolumeNames {
    private static final int MAX_NAMES = 60_000;

    private final GuestFilesystem files;
    private final int depth;
    private final MemoryTree tree = new MemoryTree();
    private final List<String> notes = new ArrayList<>();
    private final Set<String> listed = new HashSet<>();

    /** Lists everything down to this depth. */
    VolumeNames(GuestFilesystem files, int depth) {
        this.files = files;
        this.depth = depth;
        list("", depth);
    }

    GuestTree tree() {
        return tree;
    }

    /** What is not known, for people. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    /** Lists what these patterns can match deeper than all is known; {@code view} is the guest's own view of this tree. */
    void deepen(GuestFiles view, List<String> patterns) {
        for (String pattern : patterns) {
            int deep = Patterns.depth(pattern);
            if (deep > depth) {
                String folder = Patterns.literalFolder(pattern, deep);
                String known = Patterns.literalFolder(pattern, depth);
                Optional<String> real = view.resolve("/" + known);
                real.ifPresent(
                        r -> list((r + folder.substring(known.length())).substring(1), deep - Patterns.depth(folder)));
            }
        }
    }

    private void list(String folder, int levels) {
        if (!listed.add(folder + ":" + levels)) {
            return;
        }
        FileListing listing =
                files.list(ListRequest.all(folder).withMaxDepth(levels).withMaxEntries(MAX_NAMES));
        if (listing.truncated()) {
            notes.add("more than " + MAX_NAMES + " names in /" + folder + ", the rest is not known");
        }
        listing.entries().forEach(e -> tree.node("/" + e.path(), node(e)));
    }

    static GuestNode node(FileEntry e) {
        GuestNode.Kind kind = switch (e.type()) {
            case FILE -> GuestNode.Kind.FILE;
            case DIRECTORY -> GuestNode.Kind.DIRECTORY;
            case SYMLINK -> GuestNode.Kind.LINK;
            case OTHER -> GuestNode.Kind.SPECIAL;
        };
        long size = kind == GuestNode.Kind.FILE ? e.sizeBytes() : 0;
        return new GuestNode(
                kind, e.mode(), e.uid(), e.gid(), size, e.modified().getEpochSecond(), e.linkTarget());
    }
}
