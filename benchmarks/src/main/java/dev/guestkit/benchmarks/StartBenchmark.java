package dev.guestkit.benchmarks;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A start of the command, from the launcher to the end of its process, with the archive of its classes made. */
final class StartBenchmark implements FloorBenchmark {
    private static final Path LAUNCHER = Path.of("worker-app", "target", "guestkit", "bin", "guestkit");

    @Override
    public String name() {
        return "start";
    }

    @Override
    public List<Measurement> run(boolean quick) throws IOException, InterruptedException {
        if (!Files.isExecutable(LAUNCHER)) {
            throw new FileNotFoundException(LAUNCHER + " is not there: start ./bench, which builds it");
        }
        int starts = quick ? 5 : 21;
        return List.of(
                measure("command.start", starts, "--version"),
                measure("command.start.validate", starts, "validate", "examples/jobs/inspect-minimal.json"));
    }

    private static Measurement measure(String floor, int starts, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
        command.addAll(List.of(arguments));
        Timed.seconds(command, Map.of()); // the first start makes the archive
        List<Double> seconds = new ArrayList<>();
        for (int start = 0; start < starts; start++) {
            seconds.add(Timed.seconds(command, Map.of()));
        }
        return Measurement.atMost(0.6, floor, seconds, "s");
    }
}
