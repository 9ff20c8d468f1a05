package dev.guestkit.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A corpus of documents that broke parsers before, or may: each lies in a directory named after what is said of it as a job, and is
 * read as everything else too. What breaks something is added as a file.
 */
class CorpusTest {
    private static final Path CORPUS = Path.of("src/test/resources/corpus");

    static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.walk(CORPUS)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void eachGetsItsVerdictWhateverItIsReadAs(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String verdict = file.getParent().getFileName().toString();
        ValidationReport job = DocumentKind.all().get(0).survive(bytes);
        if (verdict.equals("VALID")) {
            assertThat(job.errors()).isEmpty();
        } else {
            assertThat(job.errors()).extracting(Problem::code).contains(verdict);
        }
        for (DocumentKind<?> kind : DocumentKind.all()) {
            ValidationReport report = kind.survive(bytes);
            if (List.of(ProblemCodes.UNPARSABLE, ProblemCodes.LIMIT_EXCEEDED, ProblemCodes.DUPLICATE_KEY)
                    .contains(verdict)) {
                assertThat(report.problems())
                        .hasSize(1)
                        .extracting(Problem::code)
                        .containsExactly(verdict);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void noneBreaksTheReaderOfYaml(Path file) throws IOException {
        new DocumentKind<>("YAML job", Docs.JOB, JobValidator.standard()::checkYaml, JobCodec.standard()::write)
                .survive(Files.readAllBytes(file));
    }

    @Test
    void theCorpusIsThere() throws IOException {
        assertThat(documents()).hasSizeGreaterThan(200);
    }
}
