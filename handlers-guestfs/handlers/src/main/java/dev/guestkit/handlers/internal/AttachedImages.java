package dev.guestkit.handlers.internal;

import dev.guestkit.appliance.Appliance;
import dev.guestkit.appliance.ApplianceInfo;
import dev.guestkit.appliance.MachineUsage;
import dev.guestkit.appliance.VettedImage;
import dev.guestkit.job.Checksum;
import dev.guestkit.job.Image;
import dev.guestkit.worker.spi.JobContext;
import dev.guestkit.worker.spi.StopReason;
import dev.guestkit.worker.spi.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Images attached to a machine that serves this job alone. The machine is killed when the attempt must stop; closing it is safe at any
 * time, and the images are let go after it. Used by one thread.
 */
final class AttachedImages implements AutoCloseable {
    private final JobContext context;
    private final Appliance appliance;
    private final List<VettedImage> images;
    private final Subscription stop;
    private final List<Optional<Checksum>> checksums = new ArrayList<>();
    private Optional<MachineUsage> usage = Optional.empty();
    private @Nullable ApplianceInfo info;

    AttachedImages(JobContext context, Appliance appliance, List<VettedImage> images) {
        this.context = context;
        this.appliance = appliance;
        this.images = List.copyOf(images);
        this.stop = context.cancellation().onCancel(this::killSoon);
    }

    /** Killing waits until the processes are gone, and whoever asks for the stop must not wait for that. */
    private void killSoon() {
        String why = context.cancellation().reason().map(StopReason::toString).orElse("stopped");
        Thread killer = new Thread(() -> appliance.kill(why), "guestkit-kill-" + context.jobId());
        killer.setDaemon(true);
        killer.start();
    }

    /** Verifies every checksum that the job gives, while the machine boots. */
    void verify(List<Image> asked) {
        for (int i = 0; i < asked.size(); i++) {
            VettedImage image = images.get(i);
            asked.get(i).checksum().ifPresent(c -> new ImageChecksum(context, image).verify(c));
            checksums.add(asked.get(i).checksum());
        }
    }

    /** Waits for the machine, which has opened the files then, and compares them with those that were vetted and hashed. */
    void release() {
        ApplianceInfo started = appliance.awaitReady();
        verifyUnchanged();
        info = started;
    }

    /**
     * The machine.
     *
     * @throws IllegalStateException before the checksums matched
     */
    Appliance appliance() {
        info();
        return appliance;
    }

    /** How the machine runs. */
    ApplianceInfo info() {
        if (info == null) {
            throw new IllegalStateException("nothing is released before every checksum matched");
        }
        return info;
    }

    /** Asks again how the machine runs: opening an encrypted disk may have put a larger one in its place. */
    void renewInfo() {
        info = appliance.awaitReady();
    }

    /** The image at that place of the job. */
    VettedImage image(int index) {
        return images.get(index);
    }

    /** The checksum that was verified, if the job gave one. */
    Optional<Checksum> checksum(int index) {
        return checksums.get(index);
    }

    /** Checks that nobody wrote to the images or replaced them. */
    void verifyUnchanged() {
        images.forEach(VettedImage::verifyUnchanged);
    }

    /** What the machine used of this host, until it was closed. */
    Optional<MachineUsage> usage() {
        return usage;
    }

    /** Ends the machine and takes back the wish to be told of a stop; the images stay open. Idempotent. */
    void closeMachine() {
        usage = usage.or(appliance::usage);
        stop.close();
        appliance.close();
    }

    @Override
    public void close() {
        try {
            closeMachine();
        } finally {
            images.forEach(VettedImage::close);
        }
    }
}
