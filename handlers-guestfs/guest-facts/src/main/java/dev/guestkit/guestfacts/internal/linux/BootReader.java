package dev.guestkit.guestfacts.internal.linux;

import dev.guestkit.guestfacts.BootFacts;
import dev.guestkit.guestfacts.internal.Probe;
import dev.guestkit.guestfacts.internal.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds kernels by their names and reads the boot loaders' configurations. */
public final class BootReader {
    private static final List<String> IMAGES =
            List.of("vmlinuz-", "vmlinux-", "kernel-", "Image-", "zImage-", "bzImage-");

    private final Probe probe;

    private BootReader(Probe probe) {
        this.probe = probe;
    }

    /** What starts this guest. */
    public static BootFacts read(Probe probe) {
        return new BootReader(probe).all();
    }

    private BootFacts all() {
        if (!probe.files().exists("/boot")) {
            probe.notes().add("there is no /boot: it may be a volume of its own that was not found");
        }
        Map<String, String> grub = ShellVars.parse(probe.linesOrNone("/etc/default/grub"));
        String options =
                grub.getOrDefault("GRUB_CMDLINE_LINUX", "") + " " + grub.getOrDefault("GRUB_CMDLINE_LINUX_DEFAULT", "");
        Optional<String> line = Text.nonEmpty(options.strip()).or(() -> probe.firstLine("/etc/kernel/cmdline"));
        return new BootFacts(probe.limited(kernels(), "kernels"), new LoaderReader(probe).read(), line);
    }

    private List<BootFacts.Kernel> kernels() {
        Map<String, String> images = new TreeMap<>();
        for (String name : probe.files().list("/boot")) {
            IMAGES.stream()
                    .filter(p -> name.startsWith(p) && name.length() > p.length())
                    .findFirst()
                    .ifPresent(p -> images.putIfAbsent(name.substring(p.length()), "/boot/" + name));
        }
        TreeSet<String> versions = new TreeSet<>(images.keySet());
        for (String directory : List.of("/lib/modules", "/usr/lib/modules")) {
            for (String version : probe.files().list(directory)) {
                versions.add(version);
                String image = directory + "/" + version + "/vmlinuz";
                if (probe.files().exists(image)) {
                    images.putIfAbsent(version, image);
                }
            }
        }
        return versions.stream().map(v -> kernel(v, images)).toList();
    }

    private BootFacts.Kernel kernel(String version, Map<String, String> images) {
        Optional<String> initramfs = List.of(
                        "/boot/initrd.img-" + version,
                        "/boot/initramfs-" + version + ".img",
                        "/boot/initramfs-" + version,
                        "/boot/initrd-" + version + ".img",
                        "/boot/initrd-" + version,
                        "/usr/lib/modules/" + version + "/initrd")
                .stream()
                .filter(probe.files()::exists)
                .findFirst();
        Optional<String> modules = List.of("/lib/modules/" + version, "/usr/lib/modules/" + version).stream()
                .filter(probe.files()::exists)
                .findFirst();
        return new BootFacts.Kernel(
                Text.clean(version),
                Optional.ofNullable(images.get(version)).map(Text::clean),
                initramfs.map(Text::clean),
                modules.map(Text::clean));
    }
}
