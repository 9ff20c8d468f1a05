package dev.guestkit.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs the benchmarks named on the command line, or all; prints a table and keeps the figures as JSON. */
public final class Bench {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> NAMES =
            Benchmarks.all().stream().map(FloorBenchmark::name).toList();

    private Bench() {}

    /**
     * Runs.
     *
     * @param arguments {@code [--quick] [--results FILE] [NAME…]}
     * @throws IOException when the results cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        List<String> words = new ArrayList<>(Arrays.asList(arguments));
        boolean quick = words.remove("--quick");
        Path results = Path.of("benchmarks/results/latest.json");
        int at = words.indexOf("--results");
        if (at >= 0) {
            results = Path.of(words.remove(at + 1));
            words.remove(at);
        }
        System.exit(run(quick, results, words, System.out));
    }

    static int run(boolean quick, Path results, List<String> names, PrintStream out) throws IOException {
        List<String> unknown = names.stream().filter(n -> !NAMES.contains(n)).toList();
        if (!unknown.isEmpty()) {
            out.println(
                    "no benchmark is called " + String.join(" ", unknown) + "; there are " + String.join(" ", NAMES));
            return 2;
        }
        List<Measurement> measured = new ArrayList<>();
        boolean failed = false;
        for (FloorBenchmark benchmark : chosen(names)) {
            out.println("running " + benchmark.name());
            try {
                measured.addAll(benchmark.run(quick));
            } catch (Exception e) { // one that cannot be measured must not hide the others
                out.println("could not measure " + benchmark.name() + ": " + e);
                failed = true;
            }
        }
        print(measured, out);
        save(measured, results);
        return failed || measured.stream().anyMatch(m -> !m.holds()) ? 1 : 0;
    }

    private static List<FloorBenchmark> chosen(List<String> names) {
        return Benchmarks.all().stream()
                .filter(b -> names.isEmpty() || names.contains(b.name()))
                .toList();
    }

    private static void print(List<Measurement> measured, PrintStream out) {
        String row = "%-34s %14s %14s %8s  %-10s %-16s %-6s %s%n";
        out.printf(row, "floor", "ours", "reference", "ratio", "unit", "wanted", "holds", "reference is");
        for (Measurement m : measured) {
            out.printf(
                    row,
                    m.floor(),
                    Measurement.trim(m.ours()),
                    m.reference().isPresent() ? Measurement.trim(m.reference().getAsDouble()) : "-",
                    m.ratio().isPresent() ? Measurement.trim(m.ratio().getAsDouble()) : "-",
                    m.unit(),
                    m.bound(),
                    m.holds() ? "yes" : "NO",
                    m.referenceName());
        }
    }

    /** Replaces the rows of the floors measured now and keeps those of the others. */
    private static void save(List<Measurement> measured, Path results) throws IOException {
        Map<String, ObjectNode> rows = new TreeMap<>();
        if (Files.exists(results)) {
            MAPPER.readTree(results.toFile())
                    .forEach(row -> rows.put(row.path("floor").asText(), (ObjectNode) row));
        }
        measured.forEach(m -> rows.put(m.floor(), row(m)));
        ArrayNode all = MAPPER.createArrayNode().addAll(rows.values());
        Files.createDirectories(results.toAbsolutePath().getParent());
        Files.writeString(results, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n");
    }

    private static ObjectNode row(Measurement m) {
        ObjectNode row = MAPPER.createObjectNode().put("floor", m.floor()).put("ours", m.ours());
        m.reference().ifPresentOrElse(r -> row.put("reference", r), () -> row.putNull("reference"));
        row.put("reference_name", m.referenceName());
        m.ratio().ifPresentOrElse(r -> row.put("ratio", r), () -> row.putNull("ratio"));
        return row.put("unit", m.unit())
                .put("wanted", m.bound().toString())
                .put("holds", m.holds())
                .put("runs", m.runs())
                .put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("jdk", Runtime.version().toString());
    }
}
