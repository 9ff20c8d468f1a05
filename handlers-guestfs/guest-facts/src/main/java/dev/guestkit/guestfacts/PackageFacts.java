package dev.guestkit.guestfacts;

import java.util.List;

/**
 * What is installed.
 *
 * @param format the format of most packages
 * @param total how many packages there are, also when not all are listed
 * @param packages the packages, by name
 */
public record PackageFacts(String format, int total, List<InstalledPackage> packages) {
    /** Copies. */
    public PackageFacts {
        packages = List.copyOf(packages);
    }
}
