package dev.guestkit.handlers.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes directories that look like guests. */
public final class GuestTrees {
    private GuestTrees() {}

    /** A Debian with one package; its fstab has these lines besides the root's. */
    public static Path debian(Path directory, String hostname, String... fstab) {
        file(
                directory,
                "etc/os-release",
                "ID=debian\nVERSION_ID=\"12\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n");
        file(directory, "etc/debian_version", "12.5\n");
        file(directory, "etc/hostname", hostname + "\n");
        file(directory, "etc/passwd", "root:x:0:0:root:/root:/bin/bash\n");
        file(directory, "etc/fstab", "UUID=root / ext4 defaults 0 1\n" + String.join("\n", fstab) + "\n");
        file(directory, "usr/bin/true", "#!/bin/sh\n");
        return directory;
    }

    /** Adds a dpkg database with this one package below a directory that the guest mounts at {@code /var}. */
    public static Path dpkg(Path var, String name) {
        return file(
                var,
                "lib/dpkg/status",
                "Package: " + name
                        + "\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1:2.0-3\nInstalled-Size: 10\n\n");
    }

    /** Writes a file and the directories above it; answers the directory. */
    public static Path file(Path directory, String name, String text) {
        try {
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
