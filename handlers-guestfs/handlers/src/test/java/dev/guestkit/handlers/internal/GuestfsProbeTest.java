package dev.guestkit.handlers.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.worker.spi.CapabilityProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuestfsProbeTest {
    @Test
    void workerFindsTheProbe() {
        assertThat(ServiceLoader.load(CapabilityProbe.class)).anyMatch(GuestfsProbe.class::isInstance);
    }

    @Test
    void machineThatRunsTheTestsCanReadEveryFixture() {
        GuestfsProbe probe = new GuestfsProbe();

        assertThat(probe.diskFormats()).containsExactlyInAnyOrder("qcow2", "vmdk", "vdi", "vhd", "vhdx", "raw", "img");
        assertThat(probe.features())
                .contains("lvm", "luks", "md", "ext4", "btrfs", "xfs", "vfat", "ntfs", "windows-registry");
    }

    @Test
    void formatThatQemuWasBuiltWithoutIsNotOffered() {
        GuestfsProbe probe = new GuestfsProbe(Path.of("/"), Optional.of(List.of("raw", "qcow2")));

        assertThat(probe.diskFormats()).containsExactlyInAnyOrder("raw", "img", "qcow2");
    }

    @Test
    void featureNeedsPackageProgramAndModule(@TempDir Path root) throws IOException {
        Path packages = root.resolve("usr/lib/x86_64-linux-gnu/guestfs/supermin.d/packages-xfs");
        Path program = root.resolve("sbin/xfs_repair");
        Path modules = root.resolve("lib/modules/6.1/modules.dep");
        write(packages, "xfsprogs\n");
        write(program, "");
        write(modules, "kernel/fs/xfs/xfs.ko.xz: kernel/lib/libcrc32c.ko\n");
        GuestfsProbe probe = new GuestfsProbe(root, Optional.empty());

        assertThat(probe.features()).isEmpty(); // the program cannot be executed
        assertThat(program.toFile().setExecutable(true)).isTrue();
        assertThat(probe.features()).containsExactly("xfs");
        Files.delete(modules);
        assertThat(probe.features()).isEmpty();
    }

    @Test
    void machineWithoutAnythingOffersNothing(@TempDir Path root) {
        GuestfsProbe probe = new GuestfsProbe(root, Optional.empty());

        assertThat(probe.features()).isEmpty();
        assertThat(probe.diskFormats()).isEmpty();
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
