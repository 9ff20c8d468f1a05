package dev.guestkit.handlers.internal;

import dev.guestkit.appliance.Appliance;
import dev.guestkit.appliance.ApplianceEngine;
import dev.guestkit.appliance.ApplianceException;
import dev.guestkit.appliance.ImageRequest;
import dev.guestkit.appliance.IntakeGate;
import dev.guestkit.appliance.VettedImage;
import dev.guestkit.job.Image;
import dev.guestkit.job.ImageFormat;
import dev.guestkit.worker.spi.HandlerException;
import dev.guestkit.worker.spi.JobContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What every operation on images begins with: the path is allowed, the gate lets the image in, the machine starts, and while it
 * boots the checksum of the same open file is verified. Nothing of the image is handed to the operation before that matched.
 * Thread-safe.
 */
final class ImagePipeline {
    private final Supplier<ApplianceEngine> engine;
    private final long maxVirtualBytes;

    ImagePipeline(Supplier<ApplianceEngine> engine, long maxVirtualBytes) {
        this.engine = engine;
        this.maxVirtualBytes = maxVirtualBytes;
    }

    /**
     * Attaches images to a machine of their own.
     *
     * @throws HandlerException with the code of what is wrong with an image or with this host
     * @throws dev.guestkit.worker.spi.CancelledException when the attempt is to stop
     */
    AttachedImages attach(JobContext context, List<Image> images, Stopwatch watch) {
        context.progress(Phase.VALIDATION.wireName(), Phase.VALIDATION.percent(), "looking at the image");
        List<VettedImage> vetted = new ArrayList<>();
        try {
            IntakeGate gate = gate(context);
            images.forEach(i -> vetted.add(gate.admit(request(context, i))));
            watch.lap("gate");
            context.cancellation().throwIfCancelled();
            return started(context, images, vetted, watch);
        } catch (ApplianceException e) {
            vetted.forEach(VettedImage::close);
            throw Errors.of(e, context.cancellation());
        } catch (RuntimeException e) {
            vetted.forEach(VettedImage::close);
            throw e;
        }
    }

    private IntakeGate gate(JobContext context) {
        IntakeGate.Builder gate = IntakeGate.builder().maxVirtualBytes(maxVirtualBytes);
        context.paths().roots().forEach(gate::allowRoot);
        return gate.build();
    }

    private static ImageRequest request(JobContext context, Image image) {
        String path = context.paths().existing(image.path()).toString();
        String format = image.format().map(ImageFormat::wireName).orElse("");
        return new ImageRequest(path, format, image.sizeBytes().orElse(-1L));
    }

    private AttachedImages started(JobContext context, List<Image> images, List<VettedImage> vetted, Stopwatch watch) {
        Appliance appliance = engine.get().open(vetted, List.of(context.scratch()));
        AttachedImages attached = new AttachedImages(context, appliance, vetted);
        try {
            attached.verify(images);
            watch.lap("checksum");
            context.progress(Phase.DISK_ATTACH.wireName(), Phase.DISK_ATTACH.percent(), "starting a virtual machine");
            attached.release();
            watch.lap("launch");
            return attached;
        } catch (RuntimeException e) {
            attached.closeMachine();
            throw e;
        }
    }
}
