package dev.guestkit.job;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is told by hand and what the published schema says is the same. */
class FormTest {
    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of(
                        "a", "Z", "9", ".", ".", "-", "_", ":", ".v1", "v", "0", "1.0", "VMOperation", "é", "\n", " ")
                .list()
                .ofMaxSize(16)
                .map(parts -> String.join("", parts));
    }

    @Property
    void aFormIsTheRegularExpressionBesideIt(@ForAll("names") String text, @ForAll Form form) {
        assertThat(form.fits(text)).as(form + " of " + text).isEqualTo(text.matches(form.pattern()));
    }

    @Property(tries = 200)
    void theLengthOfAJobIdIsBounded(@ForAll @net.jqwik.api.constraints.IntRange(min = 1, max = 140) int length) {
        String text = "a".repeat(length);
        assertThat(Form.JOB_ID.fits(text)).isEqualTo(text.matches(Form.JOB_ID.pattern()));
        String type = "a.b.v" + "1".repeat(length);
        assertThat(Form.PAYLOAD_TYPE.fits(type)).isEqualTo(type.matches(Form.PAYLOAD_TYPE.pattern()));
    }
}
