package dev.guestkit.appliance;

import java.time.Instant;

/**
 * One file of a guest, not followed when a link.
 *
 * @param path relative to the root of its file system; bytes that are not UTF-8 are replaced
 * @param type what it is
 * @param mode permission bits, setuid, setgid and sticky included ({@code 07777})
 * @param uid owner
 * @param gid group
 * @param sizeBytes length
 * @param modified time of last change of the content
 * @param linkTarget of a symbolic link, else empty
 */
public record FileEntry(
        String path, Type type, int mode, long uid, long gid, long sizeBytes, Instant modified, String linkTarget) {
    /** Type of a file. */
    public enum Type {
        FILE,
        DIRECTORY,
        SYMLINK,
        OTHER
    }
}
