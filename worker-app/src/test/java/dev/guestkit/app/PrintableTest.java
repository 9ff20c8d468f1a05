package dev.guestkit.app;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void ordinaryTextOfAnyLanguageStaysAsItIs() {
        String text = "web-1 Grüße 日本 😀 \"quoted\" \\ back";

        assertThat(Printable.of(text)).isEqualTo(text);
    }

    @Test
    void escapesAndDirectionMarksAreShownInsteadOfObeyed() {
        assertThat(Printable.of("a\u001b[2Jb\u009b\u202ec\n")).isEqualTo("a\\u001b[2Jb\\u009b\\u202ec\\u000a");
        assertThat(Printable.of("\ud800x")).isEqualTo("\\ud800x");
    }

    @Property(tries = 300)
    void nothingThatATerminalObeysIsLeft(@ForAll String text) {
        assertThat(Printable.of(text).chars())
                .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    }
}
