package dev.guestkit.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProblemCodesTest {
    @Test
    void eachIsItsOwnNameAndIsDocumented() throws Exception {
        String page = Files.readString(Path.of("../docs/protocol.md"));
        assertThat(ProblemCodes.class.getFields()).hasSizeGreaterThan(8);
        for (Field code : ProblemCodes.class.getFields()) {
            assertThat(code.get(null)).isEqualTo(code.getName());
            assertThat(page).contains("| `" + code.getName() + "` |");
        }
    }
}
