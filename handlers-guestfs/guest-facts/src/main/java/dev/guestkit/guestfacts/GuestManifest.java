package dev.guestkit.guestfacts;

import java.util.List;

/**
 * What has to be taken out of a guest so that {@link GuestFacts} finds all it knows how to read. Patterns are relative to the
 * guest's root, as a shell in that root would expand them; a trailing {@code /**} stands for a folder with all below it. Symbolic links are taken as links, never followed: what they lead
 * to is listed as well. Files above a limit stay behind and are named through {@link GuestTree#withOmitted}.
 *
 * @param text files that count up to {@code maxTextBytes} each
 * @param databases files that are useless in part, each up to {@code maxDatabaseBytes}
 * @param names nodes without content and without what is below them: name, type, and where links lead; a listing
 *     ({@link ListedTree}) does as well as an archive, and files
 *     among them that an archive leaves out as too large may be named through {@link GuestTree#withOmitted}
 * @param maxTextBytes limit of one text file
 * @param maxDatabaseBytes limit of one database
 */
public record GuestManifest(
        List<String> text, List<String> databases, List<String> names, long maxTextBytes, long maxDatabaseBytes) {
    /** Copies. */
    public GuestManifest {
        text = List.copyOf(text);
        databases = List.copyOf(databases);
        names = List.copyOf(names);
    }

    /** For Linux guests. */
    public static GuestManifest linux() {
        return new GuestManifest(LinuxManifest.TEXT, LinuxManifest.DATABASES, LinuxManifest.NAMES, 2 << 20, 512 << 20);
    }

    /** For Windows guests; names there do not care about case, so match them without it. */
    public static GuestManifest windows() {
        return new GuestManifest(
                WindowsManifest.TEXT, WindowsManifest.DATABASES, WindowsManifest.NAMES, 2 << 20, 512 << 20);
    }
}
