package dev.guestkit.app.doctor;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The machine that is looked at.
 *
 * @param root its root directory; another one in tests
 * @param path where programs are looked for
 * @param architecture as the JVM names it: {@code amd64}, {@code aarch64}
 */
record Host(Path root, List<Path> path, String architecture) {
    Host {
        path = List.copyOf(path);
    }

    static Host here(String path) {
        List<Path> directories = new ArrayList<>();
        for (String directory : List.of((path + ":/usr/sbin:/sbin").split(":", -1))) {
            if (!directory.isBlank()) {
                directories.add(Path.of(directory));
            }
        }
        return new Host(Path.of("/"), directories, System.getProperty("os.arch"));
    }

    Path at(String absolute) {
        return root.resolve(absolute.substring(1));
    }

    Optional<Path> program(String name) {
        return path.stream()
                .map(d -> d.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** What matches a pattern in a directory, in the order of the names; nothing when the directory is not there. */
    List<Path> matching(String directory, String glob) {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(at(directory))) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(at(directory), glob)) {
                files.forEach(found::add);
            } catch (IOException e) {
                return List.of();
            }
        }
        found.sort(Comparator.naturalOrder());
        return found;
    }

    /** The name of this architecture in paths of libraries and in names of qemu's programs. */
    String machine() {
        return architecture.equals("amd64") ? "x86_64" : architecture;
    }
}
