package dev.guestkit.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestkit.appliance.ApplianceException.Kind;
import dev.guestkit.appliance.internal.ImageHeader;
import dev.guestkit.appliance.internal.OpenFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IntakeGateTest {
    private final Path root = Fixtures.root();
    private final IntakeGate gate = IntakeGate.builder().allowRoot(root).build();

    static Stream<Fixtures.Row> bad() {
        return Fixtures.rows().stream().filter(row -> row.kind().equals("bad"));
    }

    static Stream<Fixtures.Row> good() {
        return Fixtures.rows().stream().filter(row -> !row.kind().equals("bad"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void badImageIsRefusedWithItsCode(Fixtures.Row row) {
        ImageRequest request =
                ImageRequest.of(root.resolve(row.name()).toString()).withFormat(row.format());
        assertThatThrownBy(() -> gate.admit(request).close())
                .asInstanceOf(InstanceOfAssertFactories.type(ApplianceException.class))
                .satisfies(e ->
                        assertThat(e.kind().code()).as("%s", e.getMessage()).isEqualTo(row.error()));
    }

    @ParameterizedTest
    @MethodSource("good")
    void goodImageIsLetIn(Fixtures.Row row) {
        ImageRequest request =
                ImageRequest.of(root.resolve(row.name()).toString()).withFormat(row.format());
        try (VettedImage image = gate.admit(request)) {
            assertThat(image.virtualSizeBytes()).isPositive();
            image.verifyUnchanged();
        }
    }

    @Test
    void headerDecidesWhenNoFormatIsGiven() {
        for (String name : new String[] {"debian.vmdk", "debian.vdi", "debian.vhdx", "debian.vhd", "debian.raw"}) {
            try (VettedImage image =
                    gate.admit(ImageRequest.of(root.resolve(name).toString()))) {
                assertThat(image.format()).isEqualTo(name.substring(name.indexOf('.') + 1));
            }
        }
    }

    @Test
    void layersAreNamedFromTheTop() {
        ImageRequest request =
                ImageRequest.of(root.resolve("overlay.qcow2").toString()).withFormat("qcow2");
        try (VettedImage image = gate.admit(request)) {
            assertThat(image.layers())
                    .extracting(layer -> layer.path().getFileName().toString())
                    .containsExactly("overlay.qcow2", "debian-gpt-ext4.qcow2");
        }
    }

    @Test
    void layersAreRefusedWhenTheHeaderDecides() {
        assertKind(root.resolve("overlay.qcow2").toString(), Kind.PATH_NOT_ALLOWED);
    }

    @Test
    void pathOutsideIsRefusedWithoutALook() {
        assertKind("/etc/passwd", Kind.PATH_NOT_ALLOWED);
        assertKind("/nowhere/at/all", Kind.PATH_NOT_ALLOWED);
        assertKind(root + "/../../../../../etc/passwd", Kind.PATH_NOT_ALLOWED);
        assertKind("debian.raw", Kind.PATH_NOT_ALLOWED);
        assertKind(root + "/no\0pe", Kind.PATH_NOT_ALLOWED);
        assertKind(root.toString(), Kind.PATH_NOT_ALLOWED);
        assertKind("/dev/zero", Kind.PATH_NOT_ALLOWED);
    }

    @Test
    void absentImageIsNotFound() {
        assertKind(root.resolve("absent.raw").toString(), Kind.IMAGE_NOT_FOUND);
        assertKind(root.resolve("debian.raw/absent.raw").toString(), Kind.IMAGE_NOT_FOUND);
    }

    @Test
    void linkBelowTheRootMayPointBelowTheRoot(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("disk.raw"), new byte[4096]);
        Path link = Files.createSymbolicLink(folder.resolve("link.raw"), file);
        IntakeGate here = IntakeGate.builder().allowRoot(folder).build();
        try (VettedImage image = here.admit(ImageRequest.of(link.toString()).withFormat("raw"))) {
            assertThat(image.path()).isEqualTo(file.toRealPath());
        }
    }

    @Test
    void blockDeviceIsLetInOnlyWhenItIsAllowedItself() {
        Path raw = root.resolve("debian.raw");
        Optional<LoopDevice> made = LoopDevice.over(raw);
        made.ifPresent(loop -> {
            ImageRequest request = ImageRequest.of(loop.device().toString()).withFormat("raw");
            IntakeGate folder = IntakeGate.builder().allowRoot(Path.of("/dev")).build();
            assertThatThrownBy(() -> folder.admit(request)).hasMessageContaining("block device that is not allowed");
            IntakeGate own = IntakeGate.builder().allowRoot(loop.device()).build();
            try (loop;
                    VettedImage device = own.admit(request);
                    VettedImage file =
                            gate.admit(ImageRequest.of(raw.toString()).withFormat("raw"))) {
                assertThat(device.virtualSizeBytes()).isEqualTo(file.virtualSizeBytes());
                ChecksumVerifier sums = new ChecksumVerifier();
                assertThat(sums.compute(device, "sha256", done -> {}))
                        .isEqualTo(sums.compute(file, "sha256", done -> {}));
            }
        });
        assertKind("/dev/zero", Kind.PATH_NOT_ALLOWED);
    }

    @Test
    void expectedSizeIsChecked() {
        Path image = root.resolve("debian.raw");
        assertThatThrownBy(() -> gate.admit(ImageRequest.of(image.toString()).withExpectedSizeBytes(17)))
                .hasMessageContaining("17 were expected");
    }

    @Test
    void imageThatAnotherProgramWritesToIsLocked(@TempDir Path folder) throws Exception {
        Path image = Files.copy(Fixtures.image("debian-gpt-ext4.qcow2"), folder.resolve("busy.qcow2"));
        Process writer = new ProcessBuilder("qemu-io", "-f", "qcow2", image.toString())
                .redirectErrorStream(true)
                .start();
        try {
            writer.getOutputStream().write("read 0 512\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            writer.getOutputStream().flush();
            assertThat(writer.inputReader().readLine()).contains("read 512");
            IntakeGate here = IntakeGate.builder().allowRoot(folder).build();
            assertThatThrownBy(
                            () -> here.admit(ImageRequest.of(image.toString()).withFormat("qcow2")))
                    .asInstanceOf(InstanceOfAssertFactories.type(ApplianceException.class))
                    .extracting(ApplianceException::kind)
                    .isEqualTo(Kind.IMAGE_LOCKED);
        } finally {
            writer.destroyForcibly();
        }
    }

    @Test
    void changedImageIsNoticed(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("disk.raw"), new byte[4096]);
        IntakeGate here = IntakeGate.builder().allowRoot(folder).build();
        try (VettedImage image = here.admit(ImageRequest.of(file.toString()).withFormat("raw"))) {
            image.verifyUnchanged();
            Files.move(file, folder.resolve("moved.raw"));
            Files.write(file, new byte[4096]);
            assertThatThrownBy(image::verifyUnchanged).hasMessageContaining("changed or replaced");
        }
    }

    @Test
    void vmdkInSeveralFilesIsRefusedWithWhatToDo(@TempDir Path folder) throws Exception {
        for (String kind : new String[] {"monolithicFlat", "twoGbMaxExtentSparse", "twoGbMaxExtentFlat"}) {
            Path vmdk = folder.resolve(kind + ".vmdk");
            Process create = new ProcessBuilder(
                            "qemu-img", "create", "-q", "-f", "vmdk", "-o", "subformat=" + kind, vmdk.toString(), "10M")
                    .start();
            assertThat(create.waitFor()).isZero();
            IntakeGate here = IntakeGate.builder().allowRoot(folder).build();
            assertThatThrownBy(() -> here.admit(ImageRequest.of(vmdk.toString()).withFormat("vmdk")))
                    .hasMessageContaining("qemu-img convert -f vmdk -O qcow2");
        }
    }

    @Test
    void formatThatIsNotInTheProtocolIsNamedAndNeverTakenForRaw(@TempDir Path folder) throws IOException {
        Map<String, String> magic = Map.of(
                "QED", "QED\0",
                "Parallels", "WithouFreSpacExt",
                "Bochs", "Bochs Virtual HD Image",
                "cloop", "#!/bin/sh\n#V2.0 Format\n",
                "QCOW 1", "QFI\u00fb\0\0\0\u0001");
        IntakeGate here = IntakeGate.builder().allowRoot(folder).build();
        magic.forEach((name, start) -> {
            Path image = padded(folder.resolve(name.replace(' ', '-') + ".img"), start);
            for (String format : new String[] {"", "img"}) {
                assertThatThrownBy(() ->
                                here.admit(ImageRequest.of(image.toString()).withFormat(format)))
                        .hasMessageContaining("format " + name + ", which is not supported");
            }
            here.admit(ImageRequest.of(image.toString()).withFormat("raw")).close();
        });
    }

    private static Path padded(Path file, String start) {
        try {
            return Files.write(file, Arrays.copyOf(start.getBytes(StandardCharsets.ISO_8859_1), 1 << 16));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void headerRewrittenWithinOneTickOfTheClockIsNoticed(@TempDir Path folder) throws IOException {
        Path file = Files.copy(Fixtures.image("debian.vmdk"), folder.resolve("disk.vmdk"));
        VettedImage image = IntakeGate.builder()
                .allowRoot(folder)
                .build()
                .admit(ImageRequest.of(file.toString()).withFormat("vmdk"));
        OpenFile open = image.file();
        ImageHeader before = open.header();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(8), 12);
        }
        // The times alone would tell here, so ask the header alone.
        assertThat(open.header()).isNotEqualTo(before);
        assertThatThrownBy(image::verifyUnchanged).hasMessageContaining("changed or replaced");
        image.close();
    }

    private void assertKind(String path, Kind kind) {
        assertThatThrownBy(() -> gate.admit(ImageRequest.of(path)))
                .asInstanceOf(InstanceOfAssertFactories.type(ApplianceException.class))
                .extracting(ApplianceException::kind)
                .isEqualTo(kind);
    }
}
