package dev.guestkit.appliance.internal;

import dev.guestkit.appliance.ApplianceException;
import dev.guestkit.appliance.ApplianceException.Kind;
import dev.guestkit.appliance.FileIdentity;
import java.nio.file.Path;

/**
 * One file of an image, as it was when the gate looked at it, held open.
 *
 * @param path where it was
 * @param identity which file it was and in which state
 * @param examined what it was found to be
 */
public record VettedFile(OpenFile file, Path path, FileIdentity identity, LayerExaminer.Examined examined) {
    /**
     * Checks that it is still that file. The header is compared too: two writes within one tick of the file system's clock leave the same
     * times.
     *
     * @throws ApplianceException {@code IMAGE_LOCKED} when it is not
     */
    public void verifyUnchanged() {
        if (!file.identity().equals(identity)
                || !file.location().equals(path)
                || !file.header().equals(examined.header())) {
            throw new ApplianceException(Kind.IMAGE_LOCKED, path + " was changed or replaced while it was in use");
        }
    }

    /** As qemu is to open it: by its descriptor, never by its path. */
    public VettedDisk.Layer layer() {
        return new VettedDisk.Layer(examined.driver(), file.name().toString(), file.blockDevice());
    }
}
