package dev.guestkit.appliance.clone;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.appliance.MachineUsage;
import dev.guestkit.appliance.internal.BlockNode;
import dev.guestkit.appliance.internal.PrivateDirectories;
import dev.guestkit.appliance.internal.Trees;
import dev.guestkit.appliance.internal.VettedDisk;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** One clone: restored, standing still, without disks until it gets those of one guest. For one thread, but for {@link #kill}. */
final class CloneProcess {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Beside the guest's own memory: qemu itself with its libraries, stacks and code buffer. */
    private static final long BESIDE_MEMORY = 3L << 30;

    /** What a guest may write into each overlay. */
    private static final long OVERLAY = 1L << 30;

    private final Template template;
    private final Path folder;
    private final Port monitor;
    private final Port control;
    private final QemuProcess qemu;
    private final Qmp qmp;
    private final Agent agent;

    private CloneProcess(Template template, Path folder, Port monitor, Port control, QemuProcess qemu)
            throws IOException {
        this.template = template;
        this.folder = folder;
        this.monitor = monitor;
        this.control = control;
        this.qemu = qemu;
        this.qmp = Qmp.open(monitor, qemu, LIMIT);
        control.accept(qemu::isAlive, LIMIT);
        this.agent = new Agent(control);
    }

    static CloneProcess start(Template template, PrivateDirectories directories)
            throws IOException, InterruptedException {
        Path folder = directories.create();
        Port monitor = Port.listen(folder.resolve("qmp"));
        Port control = Port.listen(folder.resolve("agent"));
        QemuProcess.Limits limits =
                new QemuProcess.Limits(((long) template.shape().memoryMiB() << 20) + BESIDE_MEMORY, OVERLAY);
        List<String> command = template.shape().clone(folder.resolve("qmp"), folder.resolve("agent"));
        QemuProcess qemu = QemuProcess.start(folder, template.folder(), Path.of(MachineShape.STATE), limits, command);
        try {
            CloneProcess clone = new CloneProcess(template, folder, monitor, control, qemu);
            clone.restore();
            return clone;
        } catch (IOException | InterruptedException | RuntimeException e) {
            qemu.kill();
            monitor.close();
            control.close();
            Trees.delete(folder);
            if (e instanceof IOException && !qemu.said().isEmpty()) {
                throw new IOException(e.getMessage() + ": " + qemu.said(), e);
            }
            throw e;
        }
    }

    private void restore() throws IOException, InterruptedException {
        qmp.leaveMemoryInPlace();
        // Its standard input: a program to read the state would need what the sandbox denies.
        qmp.execute("migrate-incoming", JsonNodeFactory.instance.objectNode().put("uri", "fd:0"));
        String status = qmp.awaitOther("query-status", "status", "inmigrate");
        if (!status.equals("paused") && !status.equals("prelaunch")) {
            throw new IOException("a clone could not be restored: " + status);
        }
    }

    /** Gives it disks, each below an overlay of ours. The images are open when this returns. */
    void plug(List<VettedDisk> disks) throws IOException {
        qmp.limit(LIMIT);
        for (int i = 0; i < disks.size(); i++) {
            Path overlay = folder.resolve("disk" + i + ".qcow2");
            EmptyQcow2.create(overlay, disks.get(i).virtualBytes());
            qmp.execute("blockdev-add", node("disk" + i, overlay, disks.get(i).layers()));
            ObjectNode device = JsonNodeFactory.instance
                    .objectNode()
                    .put("driver", "scsi-hd")
                    .put("bus", "scsi.0")
                    .put("drive", "disk" + i)
                    .put("scsi-id", i);
            qmp.execute("device_add", device);
        }
    }

    private static ObjectNode node(String name, Path overlay, List<VettedDisk.Layer> layers) throws IOException {
        ObjectNode node =
                JsonNodeFactory.instance.objectNode().put("node-name", name).put("driver", "qcow2");
        node.putObject("cache").put("direct", false).put("no-flush", true);
        node.putObject("file").put("driver", "file").put("filename", overlay.toString());
        node.set("backing", readOnly((ObjectNode) new ObjectMapper().readTree(BlockNode.json(layers))));
        return node;
    }

    private static ObjectNode readOnly(ObjectNode layer) {
        layer.put("read-only", true);
        ((ObjectNode) layer.get("file")).put("read-only", true);
        if (layer.get("backing") instanceof ObjectNode below) {
            readOnly(below);
        }
        return layer;
    }

    void resume() throws IOException {
        qmp.limit(LIMIT);
        qmp.execute("cont");
    }

    /** Lets it do once what a job will do, then stops it. */
    void exercise() throws IOException {
        resume();
        agent.run(resource("exercise.sh"), 1 << 20, (bytes, from, length) -> {}, LIMIT);
        qmp.execute("stop");
    }

    /** What it is a clone of. */
    Template template() {
        return template;
    }

    /** A script beside this class. */
    static byte[] resource(String name) {
        try (InputStream from = Objects.requireNonNull(CloneProcess.class.getResourceAsStream(name), name)) {
            return from.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What serves requests inside. */
    Agent agent() {
        return agent;
    }

    /** Folders that go with this JVM, besides its own. */
    void adopt(List<Path> folders) throws IOException {
        qemu.adopt(folders);
    }

    boolean isAlive() {
        return qemu.isAlive();
    }

    /** What qemu complained about. */
    String said() {
        return qemu.said();
    }

    Optional<MachineUsage> usage() {
        return qemu.usage();
    }

    /** Ends it, from any thread; what it has in its folder stays. Idempotent. */
    void kill() {
        qemu.kill();
        monitor.close();
        control.close();
    }

    /** Removes its folder, after {@link #kill}. */
    void remove() {
        Trees.delete(folder);
    }
}
