package dev.guestkit.handlers.internal.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LicenseListTest {
    private final LicenseList list = LicenseList.read();

    @Test
    void theListIsTheOneOfTheSchema() throws Exception {
        JsonNode ids = new ObjectMapper()
                .readTree(OfficialSchemas.resource("/spdx.schema.json"))
                .path("enum");
        List<String> official = new ArrayList<>();
        ids.forEach(id -> official.add(id.asText()));
        Stream<String> ours = OfficialSchemas.resource("/dev/guestkit/handlers/internal/sbom/spdx-licenses.txt")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"));
        assertThat(ours).containsExactlyInAnyOrderElementsOf(official);
    }

    @Test
    void anExpressionIsSpeltAsTheListSpellsIt() {
        assertThat(list.expression("apache-2.0")).contains("Apache-2.0");
        assertThat(list.expression("GPL-2.0-only  WITH linux-syscall-note"))
                .contains("GPL-2.0-only WITH Linux-syscall-note");
        assertThat(list.expression("MIT AND ( X11 OR(ISC AND BSD-2-Clause) )"))
                .contains("MIT AND (X11 OR (ISC AND BSD-2-Clause))");
        assertThat(list.expression("LGPL-2.1+")).contains("LGPL-2.1+");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "GPLv2+",
                "GPL",
                "MIT and BSD",
                "MIT AND",
                "AND MIT",
                "(MIT",
                "MIT)",
                "()",
                "MIT MIT",
                "MIT WITH",
                "MIT WITH MIT",
                "Classpath-exception-2.0",
                "MIT++",
                "+",
                "LicenseRef-mine",
                "NOASSERTION"
            })
    void otherTextIsNone(String text) {
        assertThat(list.expression(text)).isEmpty();
        assertThat(list.expression("(".repeat(500) + "MIT" + ")".repeat(400))).isEmpty();
    }
}
