package dev.guestkit.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** What is true of every document: it is read as it was written. */
class RoundTripTest {
    private final JobCodec codec = JobCodec.standard();

    /** By one random source: jqwik's own recursive arbitraries take minutes. */
    @Provide
    Arbitrary<Json> anyJson() {
        return Arbitraries.randomValue(random -> Json.ofValue(value(random, 4)));
    }

    private static @Nullable Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 12 : 8)) {
            case 0 -> random.nextInt();
            case 1 -> random.nextLong() >> random.nextInt(64);
            case 2 -> new BigInteger(random.nextInt(1000), random).negate();
            case 3 -> random.nextGaussian() * Math.pow(10, random.nextInt(600) - 300);
            case 4 -> new BigDecimal(new BigInteger(random.nextInt(200), random), random.nextInt(200) - 100);
            case 5 -> random.nextBoolean();
            case 6 -> text(random);
            case 7 -> null;
            case 8, 9 ->
                random.ints(random.nextInt(4))
                        .mapToObj(i -> value(random, depth - 1))
                        .toList();
            default -> {
                Map<String, @Nullable Object> map = new HashMap<>();
                random.ints(random.nextInt(4)).forEach(i -> map.put(text(random), value(random, depth - 1)));
                yield map;
            }
        };
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(12), 0, random.nextBoolean() ? 0x80 : Character.MAX_CODE_POINT)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
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
