package dev.guestkit.benchmarks.guestfs;

import dev.guestkit.appliance.ChecksumVerifier;
import dev.guestkit.appliance.ImageRequest;
import dev.guestkit.appliance.IntakeGate;
import dev.guestkit.appliance.VettedImage;
import dev.guestkit.benchmarks.FloorBenchmark;
import dev.guestkit.benchmarks.Measurement;
import dev.guestkit.benchmarks.Timed;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The checksum of an image of 1 GiB in the page cache, in a warm JVM, beside openssl on the same file, in turn. */
public final class ChecksumBenchmark implements FloorBenchmark {
    private static final int PAIRS = 7;
    private static final int WARM_UP = 2;
    private static final int MIB = 1024;

    /** Makes one. */
    public ChecksumBenchmark() {}

    @Override
    public String name() {
        return "checksum";
    }

    @Override
    public List<Measurement> run(boolean quick) throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("guestkit-bench").toRealPath();
        Path file = home.resolve("image.raw");
        try {
            fill(file);
            IntakeGate gate = IntakeGate.builder().allowRoot(home).build();
            try (VettedImage image = gate.admit(ImageRequest.of(file.toString()).withFormat("raw"))) {
                List<Measurement> measured = new ArrayList<>();
                for (String algorithm : List.of("sha256", "sha512")) {
                    measured.add(measure(image, algorithm, quick ? 3 : PAIRS));
                }
                return measured;
            }
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(home);
        }
    }

    private static Measurement measure(VettedImage image, String algorithm, int pairs)
            throws IOException, InterruptedException {
        List<String> openssl =
                List.of("openssl", "dgst", "-" + algorithm, image.path().toString());
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        for (int i = 0; i < WARM_UP; i++) {
            ours(image, algorithm);
        }
        for (int i = 0; i < pairs; i++) {
            ours.add(MIB / ours(image, algorithm));
            theirs.add(MIB / Timed.seconds(openssl, Map.of()));
        }
        return Measurement.ratioAtLeast(0.9, "checksum." + algorithm, ours, theirs, "openssl dgst", "MiB/s");
    }

    private static double ours(VettedImage image, String algorithm) {
        long start = System.nanoTime();
        new ChecksumVerifier().compute(image, algorithm, done -> {});
        return (System.nanoTime() - start) / 1e9;
    }

    private static void fill(Path file) throws IOException {
        byte[] piece = new byte[1 << 20];
        new Random(1).nextBytes(piece);
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < MIB; i++) {
                out.write(piece);
            }
        }
    }
}
