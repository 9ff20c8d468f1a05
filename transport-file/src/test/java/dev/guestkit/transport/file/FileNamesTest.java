package dev.guestkit.transport.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FileNamesTest {
    @Provide
    Arbitrary<String> ids() {
        return Arbitraries.strings()
                .withCharRange('A', 'Z')
                .withCharRange('a', 'z')
                .withCharRange('0', '9')
                .withChars("._:-")
                .ofMinLength(1)
                .ofMaxLength(20);
    }

    @Property(tries = 500)
    void everyNameLeadsBackToItsId(@ForAll("ids") String id) {
        for (FileNames names : FileNames.values()) {
            assertThat(names.decode(names.encode(id))).isEqualTo(id);
        }
    }

    @Property(tries = 500)
    void encodedNamesDifferEvenWhereCapitalsAreSmallLetters(@ForAll("ids") String one, @ForAll("ids") String other) {
        String first = FileNames.ENCODED.encode(one);
        assertThat(first).isEqualTo(first.toLowerCase(Locale.ROOT)).doesNotContain(":");
        assertThat(first.equals(FileNames.ENCODED.encode(other))).isEqualTo(one.equals(other));
    }
}
