package dev.guestkit.appliance.clone;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.guestkit.appliance.internal.PrivateDirectories;
import dev.guestkit.appliance.internal.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Boots an appliance with our agent and freezes it. */
final class TemplateMaker {
    private static final Logger LOG = LoggerFactory.getLogger(TemplateMaker.class);
    private static final Duration BOOT = Duration.ofMinutes(3);
    private static final Duration SAVE = Duration.ofSeconds(60);

    /** The root, the memory, and what libguestfs makes on the way. */
    private static final long ROOM = 1200L << 20;

    /** Work that is still queued in the guest ends here, once, instead of in every clone. */
    private static final long SETTLE_MILLIS = 500;

    private final PrivateDirectories sockets;
    private final Optional<Path> fixed;

    TemplateMaker(PrivateDirectories sockets, Optional<Path> fixed) {
        this.sockets = sockets;
        this.fixed = fixed;
    }

    /** Makes one in its folder, which is empty. */
    void make(Template template) throws IOException, InterruptedException {
        Path folder = template.folder();
        long begin = System.nanoTime();
        long free = folder.toFile().getUsableSpace();
        if (free < ROOM) {
            throw new IOException("a template takes " + (ROOM >> 20) + " MiB, and there are only " + (free >> 20)
                    + " MiB free in " + folder.getParent());
        }
        Path scratch = Files.createDirectory(folder.resolve("scratch"));
        ApplianceFiles files = new ApplianceFiles(folder, scratch);
        files.copy(fixed);
        files.patch();
        Trees.delete(scratch);
        freeze(template);
        template.describe();
        LOG.info("a template for clones was made in {} ms", (System.nanoTime() - begin) / 1_000_000);
    }

    private void freeze(Template template) throws IOException, InterruptedException {
        Path place = sockets.create();
        try (Port monitor = Port.listen(place.resolve("qmp"));
                Port agent = Port.listen(place.resolve("agent"))) {
            QemuProcess.Limits limits = new QemuProcess.Limits(Long.MAX_VALUE >> 1, 8L << 30);
            List<String> command = new ArrayList<>(List.of("nice"));
            command.addAll(template.shape().template(place.resolve("qmp"), place.resolve("agent")));
            QemuProcess qemu = QemuProcess.start(place, template.folder(), Path.of("/dev/null"), limits, command);
            try {
                Qmp qmp = Qmp.open(monitor, qemu, BOOT);
                agent.accept(qemu::isAlive, BOOT);
                if (!new Agent(agent).line(BOOT).equals("READY")) {
                    throw new IOException("the appliance did not become ready: " + qemu.said());
                }
                boolean interrupted = new CountDownLatch(1).await(SETTLE_MILLIS, TimeUnit.MILLISECONDS);
                assert !interrupted;
                qmp.limit(SAVE);
                save(qmp);
            } catch (IOException e) {
                throw new IOException(e.getMessage() + (qemu.said().isEmpty() ? "" : ": " + qemu.said()), e);
            } finally {
                qemu.kill();
            }
        } finally {
            Trees.delete(place);
        }
    }

    private static void save(Qmp qmp) throws IOException, InterruptedException {
        qmp.execute("stop");
        qmp.leaveMemoryInPlace();
        qmp.execute("migrate", JsonNodeFactory.instance.objectNode().put("uri", "exec:cat > " + MachineShape.STATE));
        String status = qmp.awaitOther("query-migrate", "status", "active");
        while (!status.equals("completed")) {
            if (status.equals("failed") || status.equals("cancelled")) {
                throw new IOException("the machine's state could not be saved");
            }
            status = qmp.awaitOther("query-migrate", "status", status);
        }
    }
}
