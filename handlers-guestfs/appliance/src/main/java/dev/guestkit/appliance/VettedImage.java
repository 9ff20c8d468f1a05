package dev.guestkit.appliance;

import dev.guestkit.appliance.ApplianceException.Kind;
import dev.guestkit.appliance.internal.OpenFile;
import dev.guestkit.appliance.internal.QemuNames;
import dev.guestkit.appliance.internal.VettedDisk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An image that passed the {@link IntakeGate}: every file of it is held open, so that what was vetted, what is hashed and what is
 * attached are the same. Thread-safe. To be closed after the appliance that uses it.
 */
public final class VettedImage implements AutoCloseable {
    private final List<ImageLayer> layers;
    private final List<OpenFile> files;
    private final List<OpenFile> referred;
    private final long virtualSizeBytes;

    VettedImage(List<ImageLayer> layers, List<OpenFile> files, List<OpenFile> referred, long virtualSizeBytes) {
        this.layers = List.copyOf(layers);
        this.files = List.copyOf(files);
        this.referred = List.copyOf(referred);
        this.virtualSizeBytes = virtualSizeBytes;
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
        return virtualSizeBytes;
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
        for (int i = 0; i < layers.size(); i++) {
            ImageLayer layer = layers.get(i);
            if (!files.get(i).identity().equals(layer.identity())
                    || !files.get(i).location().equals(layer.path())) {
                throw new ApplianceException(
                        Kind.IMAGE_LOCKED, layer.path() + " was changed or replaced while it was in use");
            }
        }
    }

    @Override
    public void close() {
        files.forEach(OpenFile::close);
        referred.forEach(OpenFile::close);
    }

    OpenFile file() {
        return files.get(0);
    }

    /** As qemu opens it. What refers to extents beside it is opened by path, because their names are relative to it. */
    VettedDisk disk() {
        List<VettedDisk.Layer> described = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            OpenFile file = files.get(i);
            String driver = QemuNames.driver(layers.get(i).format());
            boolean byPath = driver.equals("vmdk") && !referred.isEmpty();
            String name = byPath ? layers.get(i).path().toString() : file.name().toString();
            described.add(new VettedDisk.Layer(driver, name, file.blockDevice()));
        }
        return new VettedDisk(virtualSizeBytes, described);
    }
}
