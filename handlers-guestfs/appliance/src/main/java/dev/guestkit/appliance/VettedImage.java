package dev.guestkit.appliance;

import dev.guestkit.appliance.internal.OpenFile;
import dev.guestkit.appliance.internal.QemuNames;
import dev.guestkit.appliance.internal.VettedDisk;
import dev.guestkit.appliance.internal.VettedFile;
import java.nio.file.Path;
import java.util.List;

/**
 * An image that passed the {@link IntakeGate}: every file of it is held open, so that what was vetted, what is hashed and what is
 * attached are the same. Thread-safe. To be closed after the appliance that uses it.
 */
public final class VettedImage implements AutoCloseable {
    private final List<VettedFile> files;
    private final List<ImageLayer> layers;

    VettedImage(List<VettedFile> files) {
        this.files = List.copyOf(files);
        this.layers = files.stream()
                .map(f -> new ImageLayer(f.path(), QemuNames.format(f.examined().driver()), f.identity()))
                .toList();
    }

    /** The image itself first, then what it is based on. */
    public List<ImageLayer> layers() {
        return layers;
    }

    /** Canonical path of the image. */
    public Path path() {
        return layers.get(0).path();
    }

    /** Format, in the words of the job protocol. */
    public String format() {
        return layers.get(0).format();
    }

    /** Size of the disk that the guest sees. */
    public long virtualSizeBytes() {
        return files.get(0).examined().virtualBytes();
    }

    /** The image file when the gate opened it. */
    public FileIdentity identity() {
        return layers.get(0).identity();
    }

    /**
     * Checks that no file of the image was changed or replaced since the gate saw it.
     *
     * @throws ApplianceException {@code IMAGE_LOCKED} when one was: somebody else is writing to it
     */
    public void verifyUnchanged() {
        files.forEach(VettedFile::verifyUnchanged);
    }

    @Override
    public void close() {
        files.forEach(f -> f.file().close());
    }

    OpenFile file() {
        return files.get(0).file();
    }

    /** As qemu opens it: every layer by its descriptor. */
    VettedDisk disk() {
        return new VettedDisk(
                virtualSizeBytes(), files.stream().map(VettedFile::layer).toList());
    }
}
