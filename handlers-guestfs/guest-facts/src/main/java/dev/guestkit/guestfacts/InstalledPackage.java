package dev.guestkit.guestfacts;

import java.util.Optional;

/**
 * One installed package.
 *
 * @param format {@code deb}, {@code rpm}, {@code apk}, {@code pacman}, {@code ebuild}, {@code flatpak}, {@code snap} or {@code windows}
 * @param name its name; with the category before a slash for ebuild
 * @param epoch the number before the colon of a version, when there is one
 * @param version the version without epoch and release
 * @param release Debian revision, rpm release, {@code r4} of apk without the r, pacman's pkgrel, {@code r2} of ebuild,
 *     the branch of a flatpak, the revision of a snap
 * @param fullVersion the version as its own tool prints it; empty for snaps, whose version lies inside their image
 * @param arch the architecture as its own tool prints it
 * @param source the source package: its name (deb, apk, pacman), the file name of the source rpm
 * @param installedBytes bytes on disk as the package says
 * @param summary one line about it; for Windows the publisher
 * @param license as the package itself says it: an SPDX expression, an older name, or several of them with {@code AND} between; absent for
 *     dpkg, snap and Windows, whose databases have none
 * @param state dpkg's state; {@code installed} elsewhere
 */
public record InstalledPackage(
        String format,
        String name,
        Optional<Long> epoch,
        String version,
        Optional<String> release,
        String fullVersion,
        Optional<String> arch,
        Optional<String> source,
        Optional<Long> installedBytes,
        Optional<String> summary,
        Optional<String> license,
        String state) {}
