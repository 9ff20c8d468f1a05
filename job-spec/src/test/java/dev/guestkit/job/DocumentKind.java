package dev.guestkit.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/** Reading, judging and writing one kind of document, as whatever bytes come. */
record DocumentKind<T>(String name, String sample, Function<byte[], Parsed<T>> check, Function<T, byte[]> write) {
    /** Values that stand for all that may be put where they do not belong. */
    static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "5e0",
            "1e9999",
            "-1e-9999",
            "9".repeat(200),
            "\"\"",
            "\"x\"",
            "\"../../etc/cron.d/x\"",
            "\"\\u0000\"",
            "\"\\ud83d\\ude00\"",
            "[]",
            "{}",
            "[null]",
            "{\"a\":null}",
            "[[[[]]]]");

    static List<DocumentKind<?>> all() {
        JobCodec codec = JobCodec.standard();
        JobValidator validator = JobValidator.standard();
        return List.of(
                new DocumentKind<>("job", Docs.JOB, validator::check, codec::write),
                new DocumentKind<>("result", Docs.RESULT, validator::checkResult, codec::write),
                new DocumentKind<>("failed result", Docs.FAILED, validator::checkResult, codec::write),
                new DocumentKind<>("event", Docs.EVENT, validator::checkEvent, codec::write),
                new DocumentKind<>("worker", Docs.WORKER, validator::checkCapabilities, codec::write));
    }

    /** The report; when the document is valid, it must also survive being written and read. */
    ValidationReport survive(byte[] bytes) {
        Parsed<T> checked;
        try {
            checked = check.apply(bytes);
        } catch (Throwable e) { // whatever it is, the bytes that caused it must be seen
            return fail(name + " " + e + " for " + new String(bytes, StandardCharsets.ISO_8859_1), e);
        }
        checked.report().problems().forEach(p -> assertThat(p.message()).hasSizeLessThan(600));
        checked.document().ifPresent(document -> {
            byte[] written = write.apply(document);
            Parsed<T> again = check.apply(written);
            // The messages may differ: percents and processor seconds are written whole.
            assertThat(Docs.problems(again.report())).isEqualTo(Docs.problems(checked.report()));
            assertThat(Docs.tree(write.apply(again.document().orElseThrow()))).isEqualTo(Docs.tree(written));
        });
        assertThat(checked.document().isPresent() || !checked.report().isValid())
                .isTrue();
        return checked.report();
    }

    ValidationReport survive(String text) {
        return survive(Docs.bytes(text));
    }
}
