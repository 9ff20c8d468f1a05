package dev.guestkit.handlers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.handlers.fixtures.ResultSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ResultSchemaTest {
    @Test
    void exampleOfTheDocumentationIsAResult() throws IOException {
        String page = Files.readString(Path.of("../../docs/inspection-result.md"));
        String example = page.substring(page.indexOf("```json") + 7, page.lastIndexOf("```"));

        assertThat(ResultSchema.problems(example)).isEmpty();
    }

    @Test
    void resultWithoutVerdictIsNone() {
        assertThat(ResultSchema.problems("{\"systems\": []}")).isNotEmpty();
    }
}
