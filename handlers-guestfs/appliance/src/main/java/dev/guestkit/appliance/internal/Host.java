package dev.guestkit.appliance.internal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The machine on which appliances are to start.
 *
 * @param root its root directory; another one in tests
 * @param path where programs are looked for
 * @param architecture as qemu and the kernel name it: {@code x86_64}, {@code aarch64}
 * @param fixedAppliance what {@code LIBGUESTFS_PATH} names: an appliance that was built before
 */
public record Host(Path root, List<Path> path, String architecture, Optional<Path> fixedAppliance) {
    public Host {
        path = List.copyOf(path);
    }

    /** This one. */
    public static Host here() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        List<Path> folders = new ArrayList<>();
        for (String folder : path.split(":", -1)) {
            folders.add(Path.of(folder.isEmpty() ? "." : folder));
        }
        String arch = System.getProperty("os.arch");
        return new Host(
                Path.of("/"),
                folders,
                arch.equals("amd64") ? "x86_64" : arch,
                Optional.ofNullable(System.getenv("LIBGUESTFS_PATH")).map(Path::of));
    }

    /** Below the root. */
    public Path at(String absolute) {
        return root.resolve(absolute.substring(1));
    }

    /** A program on the path. */
    public Optional<Path> program(String name) {
        return path.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    Optional<Path> qemu() {
        return program("qemu-system-" + architecture).or(() -> program("qemu-kvm"));
    }

    /** What matches a pattern in a folder, in the order of the names; nothing when the folder is not there. */
    public List<Path> matching(String folder, String glob) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(at(folder), glob)) {
            all.forEach(found::add);
        } catch (IOException notThere) {
            return List.of();
        }
        found.sort(Comparator.naturalOrder());
        return found;
    }

    /** The kernels from which supermin may build, newest name last: those in {@code /boot}, and Fedora's beside their modules. */
    public List<Path> kernels() {
        List<Path> found = new ArrayList<>();
        matching("/lib/modules", "*").stream()
                .map(folder -> folder.resolve("vmlinuz"))
                .filter(Files::exists)
                .forEach(found::add);
        found.addAll(matching("/boot", "vmlinuz-*"));
        return found;
    }

    /** The newest kernel that this user can read. */
    public Optional<Path> kernel() {
        return kernels().stream().filter(Files::isReadable).reduce((older, newer) -> newer);
    }

    /** The folder of a kernel's modules. */
    Path modules(Path kernel) {
        Path beside = kernel.resolveSibling("modules.dep");
        String version = String.valueOf(kernel.getFileName()).replaceFirst("^vmlinuz-?", "");
        return Files.exists(beside) ? kernel.resolveSibling(".").normalize() : at("/lib/modules/" + version);
    }
}
