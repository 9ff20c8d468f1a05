package dev.guestkit.appliance.internal;

import dev.guestkit.appliance.ApplianceException;
import dev.guestkit.appliance.ApplianceException.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The writable layer that a machine gets above an image, thrown away with it. Its header names every layer below with its driver, so that
 * qemu guesses nothing and ignores what the headers of the image say.
 */
final class Overlay {
    // What a qcow2 header has room for.
    private static final int LONGEST = 1023;

    private Overlay() {}

    static Path create(Path folder, int index, VettedDisk disk) {
        Path overlay = folder.resolve("disk" + index + ".qcow2");
        String backing = BlockNode.of(disk.layers());
        if (backing.length() > LONGEST) {
            throw new ApplianceException(
                    Kind.CAPABILITY_MISMATCH,
                    "an image of " + disk.layers().size() + " layers is too deep; convert it into one file");
        }
        LimitedProcess.Outcome outcome = new LimitedProcess(Duration.ofSeconds(30), 1L << 30)
                .run(List.of(
                        "qemu-img",
                        "create",
                        "-q",
                        "-u",
                        "-f",
                        "qcow2",
                        "-F",
                        disk.layers().get(0).driver(),
                        "-b",
                        backing,
                        overlay.toString(),
                        Long.toString(disk.virtualBytes())));
        if (outcome.status() != 0) {
            throw new ApplianceException(
                    Kind.APPLIANCE_FAILED,
                    "an overlay cannot be made: " + Text.shown(outcome.error().strip()));
        }
        return overlay;
    }
}
