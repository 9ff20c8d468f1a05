package dev.guestkit.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CodecTest {
    private final JobCodec codec = JobCodec.standard();

    @Test
    void everyDocumentIsWrittenAsTheSameTree() {
        assertThat(Docs.tree(codec.write(codec.readJob(Docs.bytes(Docs.JOB))))).isEqualTo(Docs.tree(Docs.JOB));
        assertThat(Docs.tree(codec.write(codec.readResult(Docs.bytes(Docs.RESULT)))))
                .isEqualTo(Docs.tree(Docs.RESULT));
        assertThat(Docs.tree(codec.write(codec.readResult(Docs.bytes(Docs.FAILED)))))
                .isEqualTo(Docs.tree(Docs.FAILED));
        assertThat(Docs.tree(codec.write(codec.readEvent(Docs.bytes(Docs.EVENT)))))
                .isEqualTo(Docs.tree(Docs.EVENT));
        assertThat(Docs.tree(codec.write(codec.readCapabilities(Docs.bytes(Docs.WORKER)))))
                .isEqualTo(Docs.tree(Docs.WORKER));
    }

    @Test
    void unknownKeysSurviveInEveryObject() {
        for (String document : List.of(Docs.JOB, Docs.RESULT, Docs.EVENT, Docs.WORKER, Docs.FAILED)) {
            for (String pointer : objects(Docs.tree(document), "")) {
                for (String value : List.of("null", "[1,{\"a\":null}]", "1.50", "\"\\ud83d\\ude00\"")) {
                    String changed = Docs.with(document, pointer + "/never_heard_of", value);
                    assertThat(Docs.tree(rewritten(document, changed)))
                            .as(pointer)
                            .isEqualTo(Docs.tree(changed));
                }
            }
        }
    }

    private byte[] rewritten(String kind, String document) {
        byte[] bytes = Docs.bytes(document);
        if (kind.equals(Docs.JOB)) {
            return codec.write(codec.readJob(bytes));
        } else if (kind.equals(Docs.EVENT)) {
            return codec.write(codec.readEvent(bytes));
        } else if (kind.equals(Docs.WORKER)) {
            return codec.write(codec.readCapabilities(bytes));
        }
        return codec.write(codec.readResult(bytes));
    }

    /** Pointers to every object whose members are not strings by protocol. */
    private static List<String> objects(JsonNode node, String at) {
        List<String> found = new ArrayList<>();
        boolean map = at.endsWith("/labels")
                || at.endsWith("/annotations")
                || at.endsWith("affinity")
                || at.endsWith("/data_locality");
        if (node.isObject() && !map) {
            found.add(at);
        }
        if (node.isObject()) {
            node.properties().forEach(e -> found.addAll(objects(e.getValue(), at + "/" + e.getKey())));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            found.addAll(objects(node.get(i), at + "/" + i));
        }
        return found;
    }

    @Test
    void anExplicitNullReadsAsAbsentAndIsNotWritten() {
        for (String key :
                List.of("$schema", "metadata", "execution", "constraints", "routing", "observability", "audit")) {
            JobDocument read = codec.readJob(Docs.bytes(Docs.with(Docs.JOB, "/" + key, "null")));
            assertThat(read).isEqualTo(codec.readJob(Docs.bytes(Docs.without(Docs.JOB, "/" + key))));
            assertThat(Docs.tree(codec.write(read)).has(key)).isFalse();
        }
        JobDocument read = codec.readJob(Docs.bytes(Docs.with(Docs.JOB, "/execution/priority", "null")));
        assertThat(read.executionOrDefault().priorityOrDefault()).isEqualTo(5);
        assertThat(codec.readResult(Docs.bytes(Docs.with(Docs.RESULT, "/data", "null")))
                        .data())
                .isEmpty();
    }

    @Test
    void absentExecutionMeansTheDefaults() {
        Execution none =
                codec.readJob(Docs.bytes(Docs.without(Docs.JOB, "/execution"))).executionOrDefault();
        assertThat(List.of(
                        none.attemptOrDefault(),
                        none.maxAttemptsOrDefault(),
                        none.timeoutSecondsOrDefault(),
                        none.priorityOrDefault(),
                        none.cancellableOrDefault()))
                .isEqualTo(List.of(1, 1, 3600L, 5, true));
    }

    @Test
    void aForeignDocumentWithoutSchemaStaysWithout() {
        JobDocument read = codec.readJob(Docs.bytes(Docs.without(Docs.JOB, "/$schema")));
        assertThat(Docs.tree(codec.write(read)).has("$schema")).isFalse();
    }

    @Test
    void timesAreWrittenInUtcWithAllNanoseconds() {
        String document = Docs.with(Docs.JOB, "/created_at", "\"2026-01-02t03:04:05.000000001+01:00\"");
        assertThat(Docs.tree(codec.write(codec.readJob(Docs.bytes(document))))
                        .at("/created_at")
                        .textValue())
                .isEqualTo("2026-01-02T02:04:05.000000001Z");
    }

    @Test
    void measurementsAreReadAsAnyNumberAndWrittenWhole() {
        String result = Docs.with(Docs.RESULT, "/metrics/cpu_seconds", "12.9");
        assertThat(Docs.tree(codec.write(codec.readResult(Docs.bytes(result))))
                        .at("/metrics/cpu_seconds")
                        .toString())
                .isEqualTo("12");
        String event = Docs.with(Docs.EVENT, "/progress_percent", "9.999e1");
        assertThat(Docs.tree(codec.write(codec.readEvent(Docs.bytes(event))))
                        .at("/progress_percent")
                        .toString())
                .isEqualTo("99");
    }

    @Test
    void nullDataOfAPayloadIsWritten() {
        JobDocument read = codec.readJob(Docs.bytes(Docs.job("system.echo", "null")));
        assertThat(read.payload().data().isNull()).isTrue();
        assertThat(Docs.tree(codec.write(read)).at("/payload").has("data")).isTrue();
    }

    @Test
    void theIdOfAnInvalidDocumentIsFound() {
        assertThat(codec.jobIdOf(Docs.bytes("{\"job_id\":\"job-00000001\",\"execution\":5}")))
                .contains("job-00000001");
        assertThat(codec.jobIdOf(Docs.bytes("{\"job_id\":\"../../etc\"}"))).isEmpty();
        assertThat(codec.jobIdOf(Docs.bytes("{\"job_id\":7}"))).isEmpty();
        assertThat(codec.jobIdOf(Docs.bytes("[]"))).isEmpty();
        assertThat(codec.jobIdOf(Docs.bytes("{"))).isEmpty();
    }

    @Test
    void whatCannotBeReadAgainIsNotWritten() {
        Json deep = Json.ofValue(1);
        for (int i = 0; i < 65; i++) {
            deep = Json.ofValue(List.of(deep));
        }
        for (Json unreadable : List.of(
                deep,
                Json.ofValue("\ud800"),
                Json.ofValue(Map.of("\udc00", 1)),
                Json.ofValue("x".repeat(262_145)),
                Json.ofValue(Map.of("x".repeat(262_145), 1)),
                Json.ofValue(new java.math.BigInteger("9".repeat(1001))),
                Json.ofValue(new java.math.BigDecimal("1e10000")),
                Json.ofValue(new java.math.BigDecimal("1e-10999")))) {
            assertThatThrownBy(() -> codec.write(unreadable)).isInstanceOf(DocumentException.class);
        }
    }

    @Test
    void aKeyOfTheProtocolIsNoUnknownKey() {
        Payload twice = new Payload("system.echo.v1", Json.NULL, Map.of("type", Json.ofValue("x")));
        JobDocument document = new JobDocument(
                Optional.empty(),
                "1.0",
                "job-00000001",
                java.time.Instant.EPOCH,
                "VMOperation",
                "system.echo",
                twice,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
        assertThatThrownBy(() -> codec.write(document)).isInstanceOf(DocumentException.class);
    }

    @Test
    void equalValuesAreEqualHoweverTheyWereMade() {
        Json read = codec.readJson(Docs.bytes("{\"a\":[1,5000000000,0.5,true,null,\"x\"]}"));
        assertThat(Json.ofValue(Map.of("a", java.util.Arrays.asList((byte) 1, 5_000_000_000L, 0.5, true, null, "x"))))
                .isEqualTo(read);
        com.fasterxml.jackson.databind.node.ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.putArray("a")
                .add(LongNode.valueOf(1))
                .add(5_000_000_000L)
                .add(DoubleNode.valueOf(0.5))
                .add(true)
                .addNull()
                .add("x");
        assertThat(Json.of(tree)).isEqualTo(read).hasSameHashCodeAs(read);
        assertThat(codec.readJson(codec.write(Json.of(tree)))).isEqualTo(read);
    }

    @Test
    void whatJsonHasNotIsRefused() {
        List<Object> itself = new ArrayList<>();
        itself.add(itself);
        for (Object value : List.of(Double.NaN, Float.POSITIVE_INFINITY, new Object(), Map.of(1, 2), itself)) {
            assertThatThrownBy(() -> Json.ofValue(value)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Json.of(JsonNodeFactory.instance.binaryNode(new byte[1])))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aJsonValueDoesNotChangeWithItsTree() {
        com.fasterxml.jackson.databind.node.ObjectNode tree = JsonNodeFactory.instance.objectNode();
        Json value = Json.of(tree);
        tree.put("a", 1);
        ((com.fasterxml.jackson.databind.node.ObjectNode) value.toNode()).put("b", 1);
        assertThat(value.toString()).isEqualTo("{}");
    }

    @Test
    void anEventIsOneLine() {
        String line = new String(codec.write(codec.readEvent(Docs.bytes(Docs.EVENT))), StandardCharsets.UTF_8);
        assertThat(line).doesNotContain("\n");
    }
}
