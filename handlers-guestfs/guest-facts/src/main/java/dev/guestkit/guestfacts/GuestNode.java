package dev.guestkit.guestfacts;

import java.util.Objects;

/**
 * What lies at one path of a guest, links not followed.
 *
 * @param kind what it is
 * @param mode the permission bits with setuid, setgid and sticky, at most 07777
 * @param uid the numeric owner
 * @param gid the numeric group
 * @param size bytes of a regular file, 0 for everything else
 * @param modified seconds since 1970, 0 when unknown
 * @param target where a symbolic link points, empty for everything else
 */
public record GuestNode(Kind kind, int mode, long uid, long gid, long size, long modified, String target) {
    /** The kinds of nodes that matter to a reader. */
    public enum Kind {
        /** A regular file. */
        FILE,
        /** A directory. */
        DIRECTORY,
        /** A symbolic link. */
        LINK,
        /** A device, pipe or socket: never opened. */
        SPECIAL
    }

    /** Checks its parts. */
    public GuestNode {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(target, "target");
    }

    /** A regular file of root with mode 0644. */
    public static GuestNode file(long size) {
        return new GuestNode(Kind.FILE, 0644, 0, 0, size, 0, "");
    }

    /** A directory of root with mode 0755. */
    public static GuestNode directory() {
        return new GuestNode(Kind.DIRECTORY, 0755, 0, 0, 0, 0, "");
    }

    /** A symbolic link to {@code target}. */
    public static GuestNode link(String target) {
        return new GuestNode(Kind.LINK, 0777, 0, 0, 0, 0, target);
    }
}
