package dev.guestkit.worker.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TextTest {
    private static final String FACE = "\ud83d\ude00";

    @Test
    void aCharacterIsNeverCutInTwo() {
        assertThat(Text.fit("abc" + FACE, 4)).isEqualTo("abc");
        assertThat(Text.fit("abc" + FACE, 5)).isEqualTo("abc" + FACE);
        assertThat(Text.fit(FACE, 1)).isEmpty();
        assertThat(Text.fit("abc", 0)).isEmpty();
    }

    @Test
    void halfAPairIsReplaced() {
        assertThat(Text.fit("a\ud800b\udc00" + FACE, 100)).isEqualTo("a\ufffdb\ufffd" + FACE);
        assertThat(Text.fit("\ud800\ud800\udc00", 100)).isEqualTo("\ufffd\ud800\udc00");
    }

    /** Letters of which nearly half are surrogates. */
    @Property
    void everyTextIsUnicodeAfterwards(
            @ForAll @CharRange(from = '\ud400', to = '\ue000') String text, @ForAll @IntRange(max = 20) int longest) {
        String fit = Text.fit(text, longest);
        assertThat(fit).hasSizeLessThanOrEqualTo(longest);
        assertThat(new String(fit.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(fit);
    }
}
