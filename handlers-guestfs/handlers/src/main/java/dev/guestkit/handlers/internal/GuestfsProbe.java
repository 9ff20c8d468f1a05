package dev.guestkit.handlers.internal;

import dev.guestkit.worker.spi.CapabilityProbe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What this machine's qemu and libguestfs can read, without starting a virtual machine: the formats that {@code qemu-img} was
 * built with, and for each file system or volume manager the program that the appliance copies from the host and the module of the
 * kernel that it boots. Thread-safe.
 */
public final class GuestfsProbe implements CapabilityProbe {
    /** Our name of a format to qemu's driver. */
    private static final Map<String, String> FORMATS = Map.of(
            "qcow2", "qcow2", "vmdk", "vmdk", "vdi", "vdi", "vhd", "vpc", "vhdx", "vhdx", "raw", "raw", "img", "raw");

    /** A feature, the package of the appliance, its program, and the kernel's module, empty when it needs none of its own. */
    private record Need(String feature, String packageName, String program, String module) {}

    private static final List<Need> NEEDS = List.of(
            new Need("lvm", "lvm2", "lvm", "dm-mod"),
            new Need("luks", "cryptsetup-bin", "cryptsetup", "dm-crypt"),
            new Need("md", "mdadm", "mdadm", "md-mod"),
            new Need("ext4", "e2fsprogs", "e2fsck", "ext4"),
            new Need("btrfs", "btrfs-progs", "btrfs", "btrfs"),
            new Need("xfs", "xfsprogs", "xfs_repair", "xfs"),
            new Need("vfat", "dosfstools", "fsck.fat", "vfat"),
            new Need("ntfs", "ntfs-3g", "ntfs-3g", "fuse"));

    private final Path root;
    private final Optional<List<String>> drivers;

    /** Probes this machine. */
    public GuestfsProbe() {
        this(Path.of("/"), qemuDrivers());
    }

    GuestfsProbe(Path root, Optional<List<String>> drivers) {
        this.root = root;
        this.drivers = drivers;
    }

    @Override
    public Set<String> diskFormats() {
        List<String> there = drivers.orElse(List.of());
        return FORMATS.entrySet().stream()
                .filter(f -> there.contains(f.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Set<String> features() {
        Set<String> packages = appliancePackages();
        Set<String> modules = kernelModules();
        Set<String> found = new LinkedHashSet<>();
        for (Need need : NEEDS) {
            if (packages.contains(need.packageName()) && installed(need.program()) && modules.contains(need.module())) {
                found.add(need.feature());
            }
        }
        if (found.contains("ntfs")) {
            found.add("windows-registry"); // the hives are parsed by this library itself
        }
        return Set.copyOf(found);
    }

    private boolean installed(String program) {
        return Stream.of("usr/sbin", "usr/bin", "sbin", "bin")
                .anyMatch(dir -> Files.isExecutable(root.resolve(dir).resolve(program)));
    }

    /** The packages that supermin puts into the appliance, one a line in files named packages… */
    private Set<String> appliancePackages() {
        Set<String> names = new LinkedHashSet<>();
        for (Path lib : list(root.resolve("usr/lib"))) {
            list(lib.resolve("guestfs/supermin.d")).stream()
                    .filter(p -> String.valueOf(p.getFileName()).startsWith("packages"))
                    .forEach(p -> names.addAll(lines(p)));
        }
        list(root.resolve("usr/lib64/guestfs/supermin.d")).stream()
                .filter(p -> String.valueOf(p.getFileName()).startsWith("packages"))
                .forEach(p -> names.addAll(lines(p)));
        return names;
    }

    /** Names of the modules of every installed kernel, those that are built in among them. */
    private Set<String> kernelModules() {
        Set<String> names = new LinkedHashSet<>();
        for (Path kernel : list(root.resolve("lib/modules"))) {
            Stream.of("modules.dep", "modules.builtin")
                    .flatMap(f -> lines(kernel.resolve(f)).stream())
                    .forEach(line -> {
                        String path = line.split(":", 2)[0];
                        String file = path.substring(path.lastIndexOf('/') + 1);
                        names.add(file.split("\\.", 2)[0].replace('_', '-'));
                    });
        }
        return names;
    }

    private static List<Path> list(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        } catch (IOException e) {
            return List.of(); // not there, so nothing was probed in it
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return List.of(); // as above
        }
    }

    /** The drivers in the last lines of {@code qemu-img --help}; empty without qemu-img. */
    private static Optional<List<String>> qemuDrivers() {
        try {
            Process process = new ProcessBuilder("qemu-img", "--help")
                    .redirectErrorStream(true)
                    .start();
            try {
                CompletableFuture<String> help = CompletableFuture.supplyAsync(() -> text(process));
                return help.get(5, TimeUnit.SECONDS)
                        .lines()
                        .filter(l -> l.startsWith("Supported formats:"))
                        .findFirst()
                        .map(l -> Arrays.asList(
                                l.substring(l.indexOf(':') + 1).strip().split("\\s+")));
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException | ExecutionException | TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static String text(Process process) {
        try {
            return new String(process.getInputStream().readNBytes(1 << 20), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
