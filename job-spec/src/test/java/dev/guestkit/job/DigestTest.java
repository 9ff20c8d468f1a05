package dev.guestkit.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigestTest {
    private static String canonical(String json) {
        return Canonical.text(JobCodec.standard().readJson(Docs.bytes(json)).shared(), Canonical.NOTHING);
    }

    /** The example of RFC 8785, section 3.2.2 and 3.2.3. */
    @Test
    void theExampleOfTheStandardHolds() {
        String input = """
                {"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
                 "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
                 "literals": [null, true, false]}
                """;
        assertThat(canonical(input))
                .isEqualTo("{\"literals\":[null,true,false],"
                        + "\"numbers\":[333333333.33333329,1e+30,4.5,0.002,1e-27],"
                        + "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    }

    @Test
    void membersAreSortedByUtf16Units() {
        String input =
                "{\"\\u20ac\":1,\"\\r\":2,\"\\ufb33\":3,\"1\":4,\"\\ud83d\\ude00\":5,\"\\u0080\":6,\"\\u00f6\":7}";
        assertThat(canonical(input))
                .isEqualTo("{\"\\r\":2,\"1\":4,\"\u0080\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\ufb33\":3}");
    }

    /** The numbers of RFC 8785, appendix B, given as all digits of the double, and some that no double holds. */
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "-0.0, 0",
        "1, 1",
        "1.0, 1",
        "-1.50, -1.5",
        "1e2, 100",
        "1e21, 1e+21",
        "1e20, 100000000000000000000",
        "123456789012345680000, 123456789012345680000",
        "295147905179352830000, 295147905179352830000",
        "9007199254740992, 9007199254740992",
        "9007199254740993, 9007199254740993",
        "9007199254740991, 9007199254740991",
        "1e23, 1e+23",
        "99999999999999991611392, 1e+23",
        "0.1, 0.1",
        "0.1000000000000000055511151231257827021181583404541015625, 0.1",
        "0.10000000000000001, 0.10000000000000001",
        "0.000001, 0.000001",
        "0.0000001, 1e-7",
        "1.5e-7, 1.5e-7",
        "333333333.3333332538604736328125, 333333333.33333325",
        "333333333.33333331346511840820312, 333333333.33333331346511840820312",
        "-0.0000033333333333333333, -0.0000033333333333333333",
        "1424953923781206.25, 1424953923781206.2",
        "1e400, 1e+400",
        "1e-400, 1e-400",
        "12345678901234567890123, 1.2345678901234567890123e+22",
        "4503599627370497.5, 4503599627370497.5",
        "2305843009213693952, 2305843009213694000"
    })
    void numbersAreWrittenAsEcmaScriptDoes(String number, String expected) {
        assertThat(canonical("[" + number + "]")).isEqualTo("[" + expected + "]");
    }

    @Test
    void theSmallestAndTheLargestDoubleAreWrittenAsEcmaScriptDoes() {
        assertThat(canonical("[" + new BigDecimal(Double.MIN_VALUE) + "]")).isEqualTo("[5e-324]");
        assertThat(canonical("[" + new BigDecimal(Double.MAX_VALUE).toPlainString() + "]"))
                .isEqualTo("[1.7976931348623157e+308]");
        assertThat(canonical("[" + new BigDecimal(2.2250738585072014E-308) + "]"))
                .isEqualTo("[2.2250738585072014e-308]");
    }

    @Property
    void whatADoubleHoldsIsWrittenSoThatItReadsTheSameAndNoShorterTextDoes(@ForAll double number) {
        BigDecimal exact = new BigDecimal(number);
        if (exact.toString().length() > 1000) {
            return;
        }
        String written = canonical("[" + exact + "]");
        String text = written.substring(1, written.length() - 1);
        assertThat(Double.parseDouble(text)).isEqualTo(number + 0.0);
        assertThat(new BigDecimal(text).stripTrailingZeros().precision())
                .isLessThanOrEqualTo(new BigDecimal(Double.toString(number))
                        .stripTrailingZeros()
                        .precision());
    }

    @Property
    void differentLongsAreDifferent(@ForAll long a, @ForAll long b) {
        assertThat(canonical("[" + a + "]").equals(canonical("[" + b + "]"))).isEqualTo(a == b);
        assertThat(canonical("[" + a + "]")).isNotEqualTo(canonical("[" + (a ^ 1) + "]"));
    }

    @Test
    void orderSpacesEscapesAndSpellingOfNumbersDoNotMatter() {
        String other = Docs.tree(Docs.JOB)
                .toPrettyString()
                .replace("\"maximum_disk_size_gb\" : 100", "\"maximum_disk_size_gb\" : 1.00e2");
        assertThat(other).contains("1.00e2");
        assertThat(JobDigest.of(Docs.bytes(other))).isEqualTo(JobDigest.of(Docs.bytes(Docs.JOB)));
    }

    @Test
    void auditDoesNotCountAndEverythingElseDoes() {
        JobDigest digest = JobDigest.of(Docs.bytes(Docs.JOB));
        assertThat(JobDigest.of(Docs.bytes(Docs.without(Docs.JOB, "/audit")))).isEqualTo(digest);
        assertThat(JobDigest.of(Docs.bytes(Docs.with(Docs.JOB, "/audit", "\"anything\""))))
                .isEqualTo(digest);
        for (String change : new String[] {"/x", "/execution/priority", "/payload/data/x", "/$schema", "/payload/x"}) {
            assertThat(JobDigest.of(Docs.bytes(Docs.without(Docs.JOB, change))))
                    .as(change)
                    .isNotEqualTo(digest);
            assertThat(JobDigest.of(Docs.bytes(Docs.with(Docs.JOB, change, "null"))))
                    .as(change)
                    .isNotEqualTo(digest);
        }
        String inner = Docs.with(Docs.JOB, "/payload/data/audit", "1");
        assertThat(JobDigest.of(Docs.bytes(inner))).isNotEqualTo(digest);
    }

    @Test
    void theDigestIsTheSha256OfTheCanonicalForm() {
        // printf '{"a":1}' | sha256sum
        assertThat(JobDigest.of(Docs.bytes("{ \"a\" : 1.0, \"audit\" : 2 }")).hex())
                .isEqualTo("015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862");
    }

    @Test
    void payloadsAreComparedByTypeDataAndUnknownKeys() {
        JobCodec codec = JobCodec.standard();
        JobDigest digest =
                JobDigest.ofPayload(codec.readJob(Docs.bytes(Docs.JOB)).payload());
        assertThat(digest)
                .isEqualTo(
                        JobDigest.ofPayload(codec.readJob(Docs.bytes(Docs.with(Docs.JOB, "/execution/priority", "1")))
                                .payload()));
        assertThat(digest)
                .isNotEqualTo(JobDigest.ofPayload(codec.readJob(Docs.bytes(Docs.without(Docs.JOB, "/payload/x")))
                        .payload()));
        Payload payload = new Payload("a.b.v1", Json.ofValue(1), Map.of("z", Json.NULL));
        assertThat(JobDigest.ofPayload(payload))
                .isEqualTo(JobDigest.of(Docs.bytes("{\"z\":null,\"data\":1,\"type\":\"a.b.v1\"}")));
    }

    @Test
    void bytesThatAreNoJsonHaveNoDigest() {
        assertThatThrownBy(() -> JobDigest.of(Docs.bytes("{"))).isInstanceOf(DocumentException.class);
    }
}
