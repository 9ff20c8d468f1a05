package dev.guestkit.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first layer: bytes to tree. */
class TreeReaderTest {
    private final JobCodec codec = JobCodec.standard();

    private String refused(byte[] bytes) {
        DocumentException e = catchThrowableOfType(DocumentException.class, () -> codec.readJson(bytes));
        assertThat(e).as("must be refused").isNotNull();
        assertThat(e.report().problems()).hasSize(1);
        assertThat(e.report().problems().get(0).pointer()).isEmpty();
        assertThat(e.report().isValid()).isFalse();
        return e.report().problems().get(0).code();
    }

    private String refused(String text) {
        return refused(Docs.bytes(text));
    }

    private Json read(String text) {
        return codec.readJson(Docs.bytes(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "{",
                "}",
                "[1,]",
                "{\"a\":1,}",
                "{\"a\" 1}",
                "{a:1}",
                "{'a':1}",
                "[01]",
                "[+1]",
                "[.5]",
                "[5.]",
                "[1e]",
                "[-]",
                "[NaN]",
                "[Infinity]",
                "[tru]",
                "nulL",
                "[1] 2",
                "{} {}",
                "{}x",
                "// c\n{}",
                "{}/* c */",
                "[\"\t\"]",
                "[\"\\x\"]",
                "[\"\\u12g4\"]",
                "{}\u0000",
                "\u0000{}",
                "[\"\u0000\"]",
                "[1\u0000]",
                "[\"\\ud800\"]",
                "[\"\\udc00\"]",
                "[\"\\udc00\\ud800\"]",
                "[\"\\ud800x\"]",
                "[\"\\ud800\\ud800\"]",
                "{\"\\ud800\":1}",
                "\u00a0{}",
                "{}\u2028"
            })
    void whatIsNoJsonIsUnparsable(String text) {
        assertThat(refused(text)).isEqualTo("UNPARSABLE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "efbbbf7b7d", // byte order mark
                "fffe7b007d00", // UTF-16LE with its mark
                "feff007b007d",
                "7b007d00", // UTF-16LE
                "007b007d",
                "7b0000007d000000", // UTF-32LE
                "5b22c08022 5d", // overlong NUL
                "5b22eda08022 5d", // encoded surrogate
                "5b22eda0bdedb88022 5d", // encoded surrogate pair (CESU-8)
                "5b22f490808022 5d", // beyond U+10FFFF
                "5b22f880808022 5d",
                "5b22e08080225d", // overlong
                "5b22f0808080225d",
                "5b2280225d", // lone continuation
                "5b22c3225d", // cut sequence
                "5b22ff225d",
                "5b22e282225d",
                "c3"
            })
    void whatIsNoPlainUtf8IsUnparsable(String hex) {
        assertThat(refused(HexFormat.of().parseHex(hex.replace(" ", "")))).isEqualTo("UNPARSABLE");
    }

    @Test
    void otherEncodingsAreUnparsable() {
        for (Charset charset : new Charset[] {
            StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16, Charset.forName("UTF-32LE")
        }) {
            assertThat(refused(Docs.JOB.getBytes(charset))).isEqualTo("UNPARSABLE");
        }
    }

    @Test
    void allOfUnicodeIsRead() {
        String all = IntStream.rangeClosed(' ', Character.MAX_CODE_POINT)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .filter(c -> c != '"' && c != '\\')
                .filter(c -> c % 97 == 0 || c < 0x3000)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        assertThat(read("\"" + all + "\"").text()).contains(all);
        assertThat(read("[\"\\ud83d\\ude00\\u0000\"]").at("/0").flatMap(Json::text))
                .contains("😀\u0000");
    }

    @Test
    void whitespaceMaySurroundTheDocument() {
        assertThat(read(" \r\n\t{} \n").toString()).isEqualTo("{}");
    }

    @Test
    void duplicateKeysAreRefusedAtEveryDepth() {
        assertThat(refused("{\"a\":1,\"a\":1}")).isEqualTo("DUPLICATE_KEY");
        assertThat(refused("{\"a\":1,\"\\u0061\":2}")).isEqualTo("DUPLICATE_KEY");
        assertThat(refused("{\"x\":[{\"b\":{\"a\":null,\"a\":null}}]}")).isEqualTo("DUPLICATE_KEY");
        assertThat(read("{\"a\":{\"a\":{\"a\":1}},\"A\":1}").at("/a/a/a")).isPresent();
    }

    @Test
    void sixtyFourLevelsPass() {
        assertThat(read("[".repeat(64) + "]".repeat(64))).isNotNull();
        assertThat(read("{\"a\":".repeat(64) + "1" + "}".repeat(64))).isNotNull();
        assertThat(refused("[".repeat(65) + "]".repeat(65))).isEqualTo("LIMIT_EXCEEDED");
        assertThat(refused("{\"a\":".repeat(65) + "1" + "}".repeat(65))).isEqualTo("LIMIT_EXCEEDED");
        assertThat(refused("[".repeat(10_000))).isEqualTo("LIMIT_EXCEEDED");
        assertThat(refused("{\"a\":".repeat(10_000))).isEqualTo("LIMIT_EXCEEDED");
    }

    @Test
    void stringsAndKeysAreCountedInUtf16Units() {
        for (String unit : new String[] {"a", "ü", "€"}) {
            String longest = unit.repeat(262_144);
            assertThat(read("\"" + longest + "\"").text()).contains(longest);
            assertThat(read("{\"" + longest + "\":1}")).isNotNull();
            assertThat(refused("\"" + longest + unit + "\"")).isEqualTo("LIMIT_EXCEEDED");
            assertThat(refused("{\"" + longest + unit + "\":1}")).isEqualTo("LIMIT_EXCEEDED");
        }
        assertThat(read("\"" + "😀".repeat(131_072) + "\"")).isNotNull();
        assertThat(refused("\"" + "😀".repeat(131_072) + "a\"")).isEqualTo("LIMIT_EXCEEDED");
        assertThat(read("{\"" + "\\u0061".repeat(262_144) + "\":1}")).isNotNull();
    }

    @Test
    void numbersHaveAtMostAThousandCharacters() {
        for (String number : new String[] {
            "1".repeat(1000),
            "-" + "1".repeat(999),
            "1." + "1".repeat(998),
            "-0." + "1".repeat(997),
            "1".repeat(997) + "e10"
        }) {
            assertThat(number).hasSize(1000);
            assertThat(read("[" + number + "]")).isNotNull();
            assertThat(read(number)).isNotNull();
            assertThat(refused("[" + number + "1]")).isEqualTo("LIMIT_EXCEEDED");
            assertThat(refused(number + "1")).isEqualTo("LIMIT_EXCEEDED");
        }
        assertThat(read("[" + "9".repeat(200) + "]").toString()).isEqualTo("[" + "9".repeat(200) + "]");
    }

    @Test
    void exponentsStayWithin9999() {
        for (String number :
                new String[] {"1e9999", "1E-9999", "123.45e+9999", "0.001e-9999", "-1e0009999", "0e9999"}) {
            Json read = read(number);
            assertThat(codec.readJson(codec.write(read))).as(number).isEqualTo(read);
        }
        for (String number :
                new String[] {"1e10000", "1E-10000", "0e10000", "1e99999999999999999999", "1e-2147483649"}) {
            assertThat(refused(number)).isEqualTo("LIMIT_EXCEEDED");
        }
    }

    @Test
    void objectsHaveAtMostTenThousandMembers() {
        assertThat(read(object(10_000))).isNotNull();
        assertThat(refused(object(10_001))).isEqualTo("LIMIT_EXCEEDED");
    }

    private static String object(int members) {
        return IntStream.range(0, members).mapToObj(i -> "\"k" + i + "\":1").collect(Collectors.joining(",", "{", "}"));
    }

    @Test
    void documentsHaveTheirOwnSizes() {
        byte[] job = padded(Docs.JOB, 1 << 20);
        assertThat(codec.parseJob(job).document()).isPresent();
        assertThat(Docs.problems(codec.parseJob(padded(Docs.JOB, (1 << 20) + 1)).report()))
                .containsExactly("LIMIT_EXCEEDED ");
        assertThat(codec.parseResult(padded(Docs.RESULT, 32 << 20)).document()).isPresent();
        assertThat(Docs.problems(
                        codec.parseResult(padded(Docs.RESULT, (32 << 20) + 1)).report()))
                .containsExactly("LIMIT_EXCEEDED ");
        assertThat(codec.parseEvent(padded(Docs.EVENT, 64 << 10)).document()).isPresent();
        assertThat(Docs.problems(
                        codec.parseEvent(padded(Docs.EVENT, (64 << 10) + 1)).report()))
                .containsExactly("LIMIT_EXCEEDED ");
    }

    private static byte[] padded(String document, int size) {
        byte[] bytes = new byte[size];
        java.util.Arrays.fill(bytes, (byte) ' ');
        byte[] text = Docs.bytes(document);
        System.arraycopy(text, 0, bytes, 0, text.length);
        return bytes;
    }

    @Test
    void everyLimitIsAParameter() {
        JobCodec small = JobCodec.withLimits(new Limits(100, 200, 50, 3, 5, 4, 9, 2));
        for (String text : new String[] {"[[[[]]]]", "\"123456\"", "12345", "1e10", "{\"a\":1,\"b\":1,\"c\":1}"}) {
            DocumentException e = catchThrowableOfType(DocumentException.class, () -> small.readJson(Docs.bytes(text)));
            assertThat(e.report().problems().get(0).code()).isEqualTo("LIMIT_EXCEEDED");
        }
        assertThat(small.readJson(Docs.bytes("[[[\"12345\",1234,1e9,{}]]]".replace(",{}", ""))))
                .isNotNull();
        assertThat(Docs.problems(small.parseJob(new byte[101]).report())).containsExactly("LIMIT_EXCEEDED ");
        assertThat(Docs.problems(small.parseResult(new byte[201]).report())).containsExactly("LIMIT_EXCEEDED ");
        assertThat(Docs.problems(small.parseEvent(new byte[51]).report())).containsExactly("LIMIT_EXCEEDED ");
    }
}
