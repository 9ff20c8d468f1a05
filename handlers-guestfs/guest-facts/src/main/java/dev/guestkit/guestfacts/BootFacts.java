package dev.guestkit.guestfacts;

import java.util.List;
import java.util.Optional;

/**
 * How the guest starts.
 *
 * @param kernels the kernels that lie there
 * @param loaders the boot loaders with a configuration
 * @param commandLine the kernel's options as the distribution's own configuration has them
 */
public record BootFacts(List<Kernel> kernels, List<Loader> loaders, Optional<String> commandLine) {
    /** Copies. */
    public BootFacts {
        kernels = List.copyOf(kernels);
        loaders = List.copyOf(loaders);
    }

    /**
     * One kernel.
     *
     * @param version its version, as in its file name
     * @param image where it lies; absent when only its modules are there
     * @param initramfs where its initial file system lies
     * @param modules where its modules lie
     */
    public record Kernel(
            String version, Optional<String> image, Optional<String> initramfs, Optional<String> modules) {}

    /**
     * One boot loader's configuration.
     *
     * @param kind {@code grub2}, {@code grub-legacy}, {@code bls}, {@code systemd-boot}, {@code syslinux} or {@code windows}
     * @param file the file, or folder of entries
     * @param defaultEntry what is started by default, as written: a number, a title or an id
     * @param timeout how long the menu waits, seconds as written
     * @param entries the entries of the menu
     */
    public record Loader(
            String kind, String file, Optional<String> defaultEntry, Optional<String> timeout, List<Entry> entries) {
        /** Copies. */
        public Loader {
            entries = List.copyOf(entries);
        }
    }

    /**
     * One entry of a menu.
     *
     * @param title what the menu shows
     * @param id by what it is named elsewhere
     * @param kernel path of the kernel, as the loader sees it
     * @param initrd path of the initial file system
     * @param options the kernel's options
     */
    public record Entry(
            String title,
            Optional<String> id,
            Optional<String> kernel,
            Optional<String> initrd,
            Optional<String> options) {}
}
