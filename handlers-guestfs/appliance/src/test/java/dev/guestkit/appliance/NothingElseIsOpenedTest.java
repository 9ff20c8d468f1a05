package dev.guestkit.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.appliance.internal.BlockNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hostile images by the hundred, and a system-call trace of every program that looks at them. */
@DisplayName("Invariants 9 and 10: a hostile disk makes no program of the host open anything else")
class NothingElseIsOpenedTest {
    private static final int CASES = Boolean.getBoolean("guestkit.test.full") ? 2000 : 200;
    private static final long SEED = Long.getLong("guestkit.test.seed", 20260);

    @TempDir
    Path folder;

    private Path root;
    private Path victim;
    private Path trace;
    private Path traced;

    @BeforeEach
    void makeTheVictim() throws IOException, InterruptedException {
        root = Files.createDirectories(folder.resolve("allowed"));
        Path outside = Files.createDirectories(folder.resolve("outside"));
        victim = Files.write(outside.resolve("victim.raw"), new byte[1 << 20]);
        trace = folder.resolve("trace");
        traced = Files.writeString(
                folder.resolve("qemu-img"),
                "#!/bin/sh\nexec strace -qq -f -A -o " + trace + " -e trace=%file,%network qemu-img \"$@\"\n");
        Files.setPosixFilePermissions(traced, PosixFilePermissions.fromString("rwx------"));
        HostileImages.prepare(root, victim);
    }

    @Test
    void hostileImageNeverMakesAProgramOpenAFileOutsideTheRoots() throws IOException, InterruptedException {
        IntakeGate gate = IntakeGate.builder()
                .allowRoot(root)
                .qemuImg(traced.toString())
                .maxVirtualBytes(1L << 30)
                .build();
        HostileImages images = new HostileImages(root, victim, SEED);
        int admitted = 0;
        for (int i = 0; i < CASES; i++) {
            Path image = images.next();
            String name = image.getFileName().toString();
            String format = i % 4 == 0 ? "img" : name.substring(name.indexOf('.') + 1);
            admitted += admit(gate, image, format) ? 1 : 0;
            assertThat(Files.exists(trace) ? Files.readString(trace, StandardCharsets.ISO_8859_1) : "")
                    .as("image %d of seed %d as %s:%n%s", i, SEED, format, head(image))
                    .doesNotContain("victim", "connect(");
            Files.deleteIfExists(trace);
        }
        assertThat(admitted).as("some must be let in, or nothing was tried").isBetween(CASES / 50, CASES / 2);
    }

    private boolean admit(IntakeGate gate, Path path, String format) throws IOException, InterruptedException {
        try (VettedImage image = gate.admit(ImageRequest.of(path.toString()).withFormat(format))) {
            open(BlockNode.of(image.disk().layers()));
            return true;
        } catch (ApplianceException refused) {
            return false;
        }
    }

    @Test
    void traceShowsWhatQemuOpensOfAnImageThatWasNotVetted() throws IOException, InterruptedException {
        Path image = Files.writeString(
                root.resolve("open.vmdk"),
                "# Disk DescriptorFile\nversion=1\nCID=12345678\nparentCID=ffffffff\ncreateType=\"monolithicFlat\"\n"
                        + " RW +2048 FLAT \"" + victim + "\" 0\n");
        open(image.toString());
        assertThat(Files.readString(trace, StandardCharsets.ISO_8859_1)).contains("victim");
    }

    private void open(String image) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(traced.toString(), "map", "--output=json", image))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.waitFor();
    }

    private static String head(Path image) throws IOException {
        byte[] bytes = Files.readAllBytes(image);
        return new String(bytes, 0, Math.min(bytes.length, 1500), StandardCharsets.ISO_8859_1)
                .replaceAll("[^\\n -~]", ".");
    }
}
