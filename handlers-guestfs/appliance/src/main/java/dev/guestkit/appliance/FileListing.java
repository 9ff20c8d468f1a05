package dev.guestkit.appliance;

import java.util.List;

/**
 * What lies below a folder.
 *
 * @param entries in no promised order
 * @param truncated whether the limit of entries was reached
 */
public record FileListing(List<FileEntry> entries, boolean truncated) {
    public FileListing {
        entries = List.copyOf(entries);
    }
}
