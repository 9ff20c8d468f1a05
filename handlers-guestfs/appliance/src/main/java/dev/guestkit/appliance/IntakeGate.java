package dev.guestkit.appliance;

import dev.guestkit.appliance.ApplianceException.Kind;
import dev.guestkit.appliance.internal.AllowedPaths;
import dev.guestkit.appliance.internal.LayerExaminer;
import dev.guestkit.appliance.internal.LayerExaminer.Examined;
import dev.guestkit.appliance.internal.LimitedProcess;
import dev.guestkit.appliance.internal.OpenFile;
import dev.guestkit.appliance.internal.QemuNames;
import dev.guestkit.appliance.internal.VettedFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Opens an untrusted image and refuses what could make qemu read anything else: links and names that lead out of the allowed roots,
 * network names, formats that are guessed, circles of backing files; and what is cut short or too large. Takes some
 * milliseconds, more for the tables of a large qcow2. Thread-safe.
 */
public final class IntakeGate {
    private final AllowedPaths allowed;
    private final LayerExaminer examiner;
    private final int maxLayers;

    private IntakeGate(Builder b) {
        allowed = new AllowedPaths(b.roots);
        examiner = new LayerExaminer(b.qemuImg, new LimitedProcess(b.timeout, b.memoryBytes), b.maxVirtualBytes);
        maxLayers = b.maxLayers;
    }

    /** Starts a gate that allows nothing. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Lets an image in, or throws.
     *
     * @throws ApplianceException {@code VALIDATION} for a format that is not known, {@code PATH_NOT_ALLOWED} when the image or
     *     anything it refers to is not below an allowed root, {@code IMAGE_NOT_FOUND}, {@code IMAGE_CORRUPT} when it is not what it
     *     claims, is cut short or refers to itself, {@code IMAGE_LOCKED} when another program writes to it, {@code
     *     CAPABILITY_MISMATCH} when it is too large, {@code TIMEOUT} when it cannot be examined in time
     */
    public VettedImage admit(ImageRequest request) {
        boolean headerDecides = request.format().isEmpty() || request.format().equals("img");
        String driver = headerDecides ? "" : QemuNames.driver(request.format());
        if (!headerDecides && driver.isEmpty()) {
            throw new ApplianceException(
                    Kind.VALIDATION,
                    "images of format " + request.format() + " are not supported; convert to qcow2 or raw");
        }
        List<OpenFile> opened = new ArrayList<>();
        try {
            return vet(request, driver, opened);
        } catch (RuntimeException e) {
            opened.forEach(OpenFile::close);
            throw e;
        }
    }

    private VettedImage vet(ImageRequest request, String driver, List<OpenFile> opened) {
        List<VettedFile> files = new ArrayList<>();
        Set<FileIdentity> seen = new HashSet<>();
        OpenFile file = allowed.open(request.path());
        opened.add(file);
        checkExpectedSize(request, file);
        boolean alone = driver.isEmpty();
        while (true) {
            FileIdentity identity = file.identity();
            Path path = file.location();
            if (!seen.add(identity)) {
                throw new ApplianceException(Kind.IMAGE_CORRUPT, path + " is among its own backing files");
            }
            if (files.size() == maxLayers) {
                throw new ApplianceException(
                        Kind.IMAGE_CORRUPT, request.path() + " has more than " + maxLayers + " layers");
            }
            Examined examined = examiner.examine(file, path, driver, alone);
            files.add(new VettedFile(file, path, identity, examined));
            if (examined.backing().isEmpty()) {
                VettedImage image = new VettedImage(files);
                image.verifyUnchanged();
                return image;
            }
            driver = examined.backingDriver();
            alone = false;
            file = allowed.open(examined.backing());
            opened.add(file);
        }
    }

    private void checkExpectedSize(ImageRequest request, OpenFile file) {
        long size = file.identity().sizeBytes();
        if (request.expectedSizeBytes() >= 0 && request.expectedSizeBytes() != size) {
            throw new ApplianceException(
                    Kind.IMAGE_CORRUPT,
                    request.path() + " has " + size + " bytes, " + request.expectedSizeBytes() + " were expected");
        }
    }

    /** Builds a gate. Not thread-safe. */
    public static final class Builder {
        private final List<Path> roots = new ArrayList<>();
        private String qemuImg = "qemu-img";
        private Duration timeout = Duration.ofMinutes(1);
        private long memoryBytes = 1L << 30;
        private long maxVirtualBytes = 8L << 40;
        private int maxLayers = 8;

        private Builder() {}

        /**
         * Allows images below this folder, or this block device; may be called again. There is no default, and block devices below a
         * folder are not allowed by it.
         */
        public Builder allowRoot(Path root) {
            roots.add(root);
            return this;
        }

        /** Program to examine images with, default {@code qemu-img} on the path. */
        public Builder qemuImg(String program) {
            qemuImg = program;
            return this;
        }

        /** Limit for each examination of a layer, default 60 s. */
        public Builder timeout(Duration limit) {
            timeout = limit;
            return this;
        }

        /** Address space that an examination may use, default 1 GiB. */
        public Builder memoryBytes(long limit) {
            memoryBytes = limit;
            return this;
        }

        /** Largest disk that is let in, its layers included, default 8 TiB. */
        public Builder maxVirtualBytes(long limit) {
            maxVirtualBytes = limit;
            return this;
        }

        /** Most layers, the image itself included, default 8. */
        public Builder maxLayers(int limit) {
            maxLayers = limit;
            return this;
        }

        /** Makes the gate. */
        public IntakeGate build() {
            return new IntakeGate(this);
        }
    }
}
