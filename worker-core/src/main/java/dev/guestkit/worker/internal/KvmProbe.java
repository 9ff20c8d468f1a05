package dev.guestkit.worker.internal;

import dev.guestkit.worker.spi.CapabilityProbe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Finds {@code kvm}: the device is there and this process may use it. Whether it works shows when a guest starts. */
public final class KvmProbe implements CapabilityProbe {
    private static final Path DEVICE = Path.of("/dev/kvm");

    @Override
    public Set<String> features() {
        return Files.isReadable(DEVICE) && Files.isWritable(DEVICE) ? Set.of("kvm") : Set.of();
    }

    @Override
    public Set<String> diskFormats() {
        return Set.of();
    }
}
