package dev.guestkit.appliance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One machine with many disks for all classes that ask for it, as it costs more to start than all that is asked of it. */
final class SharedMachine implements AutoCloseable {
    static final List<String> IMAGES = List.of(
            "debian-rich.qcow2",
            "debian-lvm.qcow2",
            "debian-btrfs-subvol.qcow2",
            "debian-md.qcow2",
            "debian-luks.qcow2",
            "debian-lvm-on-luks2.qcow2",
            "windows-2019.qcow2",
            "debian-xfs.qcow2",
            "evil-content.qcow2",
            "evil-links.qcow2",
            "evil-big.qcow2",
            "overlay.qcow2",
            "vg-two-disks-a.qcow2",
            "debian.vmdk",
            "debian-links.qcow2",
            "bad-probe.raw");

    /** Comes as a block device where the host has one. */
    static final String RAW = "bad-probe.raw";

    private final List<VettedImage> vetted = new ArrayList<>();
    private final LibguestfsEngine engine = LibguestfsEngine.builder()
            .tier(Tier.valueOf(System.getProperty("guestkit.test.tier", "STOCK")))
            .build();
    private final Optional<LoopDevice> loop;
    private final Appliance appliance;
    private final Path folder;

    private SharedMachine() {
        loop = LoopDevice.over(Fixtures.image(RAW));
        IntakeGate.Builder gate = IntakeGate.builder().allowRoot(Fixtures.root());
        loop.ifPresent(l -> gate.allowRoot(l.device()));
        for (String name : IMAGES) {
            Path image =
                    loop.filter(l -> name.equals(RAW)).map(LoopDevice::device).orElse(Fixtures.image(name));
            vetted.add(gate.build()
                    .admit(ImageRequest.of(image.toString()).withFormat(name.substring(name.indexOf('.') + 1))));
        }
        appliance = engine.open(vetted);
        try {
            folder = Files.createTempDirectory("guestkit-shared");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Hands the one machine to whoever takes it as a parameter, and closes it after the last test of all. */
    static final class Extension implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == SharedMachine.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .getOrComputeIfAbsent(SharedMachine.class, type -> new SharedMachine(), SharedMachine.class);
        }
    }

    @Override
    public void close() throws IOException {
        engine.close();
        vetted.forEach(VettedImage::verifyUnchanged);
        vetted.forEach(VettedImage::close);
        loop.ifPresent(LoopDevice::close);
        try (var files = Files.list(folder)) {
            files.forEach(file -> file.toFile().delete());
        }
        Files.delete(folder);
    }

    Appliance appliance() {
        return appliance;
    }

    VettedImage image(int index) {
        return vetted.get(index);
    }

    /** A file that is not there yet. */
    Path fresh() {
        return folder.resolve("copy-" + System.nanoTime() + ".tar");
    }

    /** The volumes of an image. */
    List<BlockVolume> of(String image) {
        return appliance.storage().volumes().stream()
                .filter(v -> v.diskIndex() == IMAGES.indexOf(image))
                .toList();
    }

    /** The one with that content. */
    BlockVolume volume(String image, String content) {
        return of(image).stream()
                .filter(v -> v.content().equals(content))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + content + " in " + image + ": " + of(image)));
    }

    /** Mounts the ext4 of an image. */
    GuestFilesystem ext4(String image) {
        return appliance.mount(volume(image, "ext4").device(), "");
    }

    /** Mounts what has that label. */
    GuestFilesystem labelled(String label) {
        BlockVolume volume = appliance.storage().volumes().stream()
                .filter(v -> v.label().equals(label))
                .findFirst()
                .orElseThrow();
        return appliance.mount(volume.device(), "");
    }

    /** What a file says. */
    String text(GuestFilesystem root, String path) {
        Path tar = fresh();
        root.archive(ArchiveRequest.of(List.of(path)), tar);
        return output("tar", "-xOf", tar.toString(), path);
    }

    static List<String> names(Path tar) {
        return output("tar", "-tf", tar.toString())
                .lines()
                .map(name -> name.endsWith("/") ? name.substring(0, name.length() - 1) : name)
                .toList();
    }

    private static String output(String... command) {
        try {
            Process process = new ProcessBuilder(command).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
