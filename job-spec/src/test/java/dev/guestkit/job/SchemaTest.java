package dev.guestkit.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The published schemas are what the records and shapes say, and agree with the validator on the golden documents.
 *
 * <p>After a change of the protocol's types, {@code -Dguestkit.schema.write=true} writes them anew.
 */
class SchemaTest {
    private static final boolean FULL = Boolean.getBoolean("guestkit.test.full");
    private static final Path PUBLISHED = Path.of("src/main/resources/dev/guestkit/job");
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    private final JobValidator validator = JobValidator.standard();

    @Test
    void thePublishedSchemasAreCurrent() throws IOException {
        for (Map.Entry<String, com.fasterxml.jackson.databind.node.ObjectNode> made :
                Schemas.all().entrySet()) {
            Path file = PUBLISHED.resolve(made.getKey());
            String text = made.getValue().toPrettyString() + "\n";
            if (Boolean.getBoolean("guestkit.schema.write")) {
                Files.createDirectories(PUBLISHED);
                Files.writeString(file, text);
            }
            assertThat(Files.readString(file)).as(made.getKey()).isEqualTo(text);
        }
    }

    private static Schema schema(String file) throws IOException {
        JsonNode node = Docs.tree(Files.readString(PUBLISHED.resolve(file)));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(node);
    }

    private Map<String, Function<byte[], ? extends Parsed<?>>> kinds() {
        return new TreeMap<>(Map.of(
                "job", validator::check,
                "result", validator::checkResult,
                "event", validator::checkEvent,
                "capabilities", validator::checkCapabilities));
    }

    @Test
    void schemaAndValidatorAgreeOnTheGoldenDocuments() throws IOException {
        int documents = 0;
        for (Map.Entry<String, Function<byte[], ? extends Parsed<?>>> kind : kinds().entrySet()) {
            Schema schema = schema(kind.getKey() + "-v1.json");
            for (String verdict : List.of("valid", "invalid")) {
                for (Path file : files(GOLDEN.resolve(verdict).resolve(kind.getKey()))) {
                    byte[] bytes = Files.readAllBytes(file);
                    boolean valid = verdict.equals("valid");
                    assertThat(kind.getValue().apply(bytes).report().isValid())
                            .as("validator on " + file)
                            .isEqualTo(valid);
                    assertThat(schema.validate(Docs.tree(bytes)).isEmpty())
                            .as("schema on " + file + ": " + schema.validate(Docs.tree(bytes)))
                            .isEqualTo(valid);
                    documents++;
                }
            }
        }
        assertThat(documents).isGreaterThan(40);
    }

    private static final List<String> MUTATIONS = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "1",
            "9223372036854775808",
            "\"\"",
            "\"x\"",
            "\"a.b\"",
            "\"none\"",
            "\"2026-01-01T00:00:00Z\"",
            "\"2026-01-01T00:00Z\"",
            "\"2026-01-01 00:00:00Z\"",
            "\"../../etc/x\"",
            "\"sha512:ab\"",
            "\"1.2.3-rc.1+b\"",
            "\"1.02.3\"",
            "[]",
            "{}",
            "[null]",
            "[\"\"]",
            "{\"a\":null}");

    /** Every place of every golden document, taken away and with every value that may not belong there; of these one in four. */
    @Test
    void schemaAndValidatorAgreeOnThousandsOfMutatedDocuments() throws IOException {
        int documents = 0;
        Random random = new Random(20261121);
        Set<String> disagreements = new TreeSet<>();
        for (Map.Entry<String, Function<byte[], ? extends Parsed<?>>> kind : kinds().entrySet()) {
            Schema schema = schema(kind.getKey() + "-v1.json");
            for (Path file : files(GOLDEN.resolve("valid").resolve(kind.getKey()))) {
                for (String mutant : mutants(Files.readString(file))) {
                    if (!FULL && random.nextInt(4) > 0) {
                        continue;
                    }
                    ValidationReport report =
                            kind.getValue().apply(Docs.bytes(mutant)).report();
                    if (report.errors().stream().anyMatch(e -> !isBeyondSchemas(e))) {
                        if (schema.validate(Docs.tree(mutant)).isEmpty()) {
                            disagreements.add("the schema accepts " + report.errors() + " in " + mutant);
                        }
                    } else if (report.isValid()
                            && !schema.validate(Docs.tree(mutant)).isEmpty()) {
                        disagreements.add("the schema refuses the valid " + mutant);
                    }
                    documents++;
                }
            }
        }
        assertThat(disagreements).isEmpty();
        assertThat(documents).isGreaterThan(FULL ? 10_000 : 2_500);
    }

    /** A schema cannot compare two values. */
    private static boolean isBeyondSchemas(Problem problem) {
        return problem.code().equals(ProblemCodes.CONFLICTING_VALUES);
    }

    private static List<String> mutants(String document) {
        List<String> mutants = new ArrayList<>();
        for (String place : Docs.places(Docs.tree(document))) {
            if (!place.matches(".*/\\d+")) {
                mutants.add(Docs.without(document, place));
            }
            MUTATIONS.forEach(value -> mutants.add(Docs.with(document, place, value)));
        }
        return mutants;
    }

    @Test
    void goldenDocumentsReadTheSameForEver() throws IOException {
        JobCodec codec = JobCodec.standard();
        for (Path file : files(GOLDEN.resolve("valid"))) {
            byte[] bytes = Files.readAllBytes(file);
            byte[] written = switch (file.getParent().getFileName().toString()) {
                case "job" -> codec.write(codec.readJob(bytes));
                case "result" -> codec.write(codec.readResult(bytes));
                case "event" -> codec.write(codec.readEvent(bytes));
                default -> codec.write(codec.readCapabilities(bytes));
            };
            assertThat(Docs.tree(written)).as(file.toString()).isEqualTo(Docs.tree(bytes));
        }
    }

    @Test
    void theExampleJobsAreValid() throws IOException {
        List<Path> examples = files(Path.of("../examples/jobs"));
        assertThat(examples)
                .extracting(p -> p.getFileName().toString())
                .contains("inspect-minimal.json", "inspect-full.json", "profile-security.json", "fix-offline.json");
        for (Path file : examples) {
            byte[] bytes = Files.readAllBytes(file);
            assertThat(validator.check(bytes).report().problems())
                    .as(file.toString())
                    .isEmpty();
            assertThat(schema("job-v1.json").validate(Docs.tree(bytes))).isEmpty();
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
        }
    }
}
