package dev.guestkit.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestkit.appliance.ApplianceException.Kind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksumVerifierTest {
    private final ChecksumVerifier verifier = new ChecksumVerifier();

    @TempDir
    Path folder;

    @Test
    void sumsAreThoseOfTheSystemsTools() throws Exception {
        for (int size : new int[] {1, 511, 1 << 20, (1 << 20) + 1, 7_654_321}) {
            try (VettedImage image = image(size)) {
                assertThat(verifier.compute(image, "sha256", done -> {}).value())
                        .isEqualTo(tool("sha256sum", image.path()));
                assertThat(verifier.compute(image, "sha512", done -> {}).value())
                        .isEqualTo(tool("sha512sum", image.path()));
            }
        }
    }

    @Test
    void largeFileIsHashedByTheSystemWithTheSameResult() throws Exception {
        Path file = folder.resolve("large.raw");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(200 << 20);
        }
        List<Long> seen = new ArrayList<>();
        try (VettedImage image = IntakeGate.builder()
                .allowRoot(folder)
                .build()
                .admit(ImageRequest.of(file.toString()).withFormat("raw"))) {
            assertThat(verifier.compute(image, "sha512", seen::add).value()).isEqualTo(tool("sha512sum", file));
            assertThat(seen).isSorted().allMatch(done -> done <= 200 << 20);
            assertThatThrownBy(() -> verifier.compute(image, "sha512", done -> {
                        assertThat(ProcessHandle.current().children()).isNotEmpty();
                        Thread.currentThread().interrupt();
                    }))
                    .asInstanceOf(InstanceOfAssertFactories.type(ApplianceException.class))
                    .extracting(ApplianceException::kind)
                    .isEqualTo(Kind.CANCELLED);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void progressReachesTheSize() throws IOException {
        List<Long> seen = new ArrayList<>();
        try (VettedImage image = image(5_000_000)) {
            verifier.compute(image, "sha256", seen::add);
        }
        assertThat(seen).isSorted().hasSizeGreaterThan(3).endsWith(5_000_000L);
    }

    @Test
    void wrongSumIsAMismatch() throws IOException {
        try (VettedImage image = image(1000)) {
            Checksum wrong = Checksum.parse("0".repeat(64));
            assertThatThrownBy(() -> verifier.verify(image, wrong, done -> {}))
                    .asInstanceOf(InstanceOfAssertFactories.type(ApplianceException.class))
                    .extracting(ApplianceException::kind)
                    .isEqualTo(Kind.IMAGE_CHECKSUM_MISMATCH);
            Checksum right = verifier.compute(image, "sha256", done -> {});
            assertThat(verifier.verify(
                            image,
                            Checksum.parse("sha256:" + right.value().toUpperCase(java.util.Locale.ROOT)),
                            done -> {}))
                    .isEqualTo(right);
        }
    }

    @Test
    void changeWhileHashingIsNoticed() throws IOException {
        try (VettedImage image = image(3_000_000)) {
            assertThatThrownBy(() -> verifier.compute(image, "sha256", done -> {
                        try {
                            Files.write(image.path(), new byte[] {1}, StandardOpenOption.WRITE);
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    }))
                    .hasMessageContaining("changed");
        }
    }

    @Test
    void interruptEndsItAndLeavesTheFileOpen() throws IOException {
        try (VettedImage image = image(20_000_000)) {
            assertThatThrownBy(() -> verifier.compute(
                            image, "sha256", done -> Thread.currentThread().interrupt()))
                    .asInstanceOf(InstanceOfAssertFactories.type(ApplianceException.class))
                    .extracting(ApplianceException::kind)
                    .isEqualTo(Kind.CANCELLED);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(verifier.compute(image, "sha256", done -> {}).value()).hasSize(64);
        }
    }

    @Test
    void unknownAlgorithmsAndBadDigitsAreTold() {
        assertThatThrownBy(() -> Checksum.parse("md5:00"))
                .asInstanceOf(InstanceOfAssertFactories.type(ApplianceException.class))
                .extracting(ApplianceException::kind)
                .isEqualTo(Kind.UNSUPPORTED_CHECKSUM_ALGORITHM);
        assertThatThrownBy(() -> Checksum.parse("sha256:xyz")).hasMessageContaining("64 hex digits");
    }

    private VettedImage image(int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        Path file = Files.write(folder.resolve(size + ".raw"), bytes);
        return IntakeGate.builder()
                .allowRoot(folder)
                .build()
                .admit(ImageRequest.of(file.toString()).withFormat("raw"));
    }

    private static String tool(String program, Path file) throws IOException {
        Process process = new ProcessBuilder(program, file.toString()).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return output.substring(0, output.indexOf(' '));
    }
}
