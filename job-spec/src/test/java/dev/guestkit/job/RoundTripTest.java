package dev.guestkit.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is true of every document: it is read as it was written. */
class RoundTripTest {
    private final JobCodec codec = JobCodec.standard();

    /** By one random source: jqwik's own recursive arbitraries take minutes. */
    @Provide
    Arbitrary<Json> anyJson() {
        return Arbitraries.randomValue(RandomJson::next);
    }

    @Property
    void anyJsonIsReadAsItWasWritten(@ForAll("anyJson") Json value) {
        assertThat(codec.readJson(codec.write(value))).isEqualTo(value);
    }

    @Property
    void anyDataAndUnknownKeysSurvive(@ForAll("anyJson") Json data, @ForAll("anyJson") Json extra) {
        ObjectNode tree = (ObjectNode) Docs.tree(Docs.job("system.echo", "0"));
        ((ObjectNode) tree.get("payload")).set("data", data.toNode());
        tree.set("never_heard_of", extra.toNode());
        JobDocument read = codec.readJob(Docs.bytes(tree.toString()));
        assertThat(read.payload().data()).isEqualTo(data);
        assertThat(read.unknown()).isEqualTo(Map.of("never_heard_of", extra));
        assertThat(codec.readJob(codec.write(read))).isEqualTo(read);
    }

    @Property
    void theDigestSeesEveryDifferenceAndNoOther(@ForAll("anyJson") Json a) {
        assertThat(JobDigest.of(codec.readJson(codec.write(a)))).isEqualTo(JobDigest.of(a));
        assertThat(JobDigest.of(Json.ofValue(List.of(a, 1)))).isNotEqualTo(JobDigest.of(Json.ofValue(List.of(a, 2))));
    }

    @Property
    void anyDecimalKeepsItsValueAndScale(
            @ForAll BigInteger unscaled,
            @ForAll @net.jqwik.api.constraints.IntRange(min = -9990, max = 9990) int scale) {
        if (scale != 0 && unscaled.toString().length() < 500) {
            Json value = Json.ofValue(new BigDecimal(unscaled, scale));
            assertThat(codec.readJson(codec.write(value))).isEqualTo(value);
        }
    }
}
