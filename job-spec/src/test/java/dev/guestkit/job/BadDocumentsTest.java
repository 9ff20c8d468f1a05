package dev.guestkit.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad documents by the thousand: each gets a report or the one documented exception, never an error of the machine. */
class BadDocumentsTest {
    private static final boolean FULL = Boolean.getBoolean("guestkit.test.full");

    private final JobCodec codec = JobCodec.standard();
    private final JobValidator validator = JobValidator.standard();

    /** Reading, judging and writing one kind of document. */
    private record Kind<T>(String name, String sample, Function<byte[], Parsed<T>> check, Function<T, byte[]> write) {

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
                assertThat(again.report()).isEqualTo(checked.report());
                assertThat(Docs.tree(write.apply(again.document().orElseThrow())))
                        .isEqualTo(Docs.tree(written));
            });
            assertThat(checked.document().isPresent() || !checked.report().isValid())
                    .isTrue();
            return checked.report();
        }

        ValidationReport survive(String text) {
            return survive(Docs.bytes(text));
        }
    }

    private List<Kind<?>> kinds() {
        return List.of(
                new Kind<>("job", Docs.JOB, validator::check, codec::write),
                new Kind<>("result", Docs.RESULT, validator::checkResult, codec::write),
                new Kind<>("failed result", Docs.FAILED, validator::checkResult, codec::write),
                new Kind<>("event", Docs.EVENT, validator::checkEvent, codec::write),
                new Kind<>("worker", Docs.WORKER, validator::checkCapabilities, codec::write));
    }

    @Test
    void everyTruncationIsUnparsable() {
        for (Kind<?> kind : kinds()) {
            byte[] whole = Docs.bytes(kind.sample().strip());
            for (int length = 0; length < whole.length; length++) {
                assertThat(Docs.problems(kind.survive(Arrays.copyOf(whole, length))))
                        .as(kind.name() + " cut at " + length)
                        .containsExactly("UNPARSABLE ");
            }
        }
    }

    private static final List<String> VALUES = List.of(
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

    @Test
    void everyPlaceSurvivesEveryValue() {
        int documents = 0;
        for (Kind<?> kind : kinds()) {
            for (String pointer : places(Docs.tree(kind.sample()), "")) {
                for (String value : VALUES) {
                    kind.survive(raw(kind.sample(), pointer, value));
                    documents++;
                }
            }
        }
        assertThat(documents).isGreaterThan(3_000);
    }

    @Test
    void everyKnownPlaceRefusesEveryOtherType() {
        for (Kind<?> kind : kinds()) {
            for (String pointer : places(Docs.tree(kind.sample()), "")) {
                if (pointer.matches(".*/x(/.*)?|/data(/.*)?|/error/details.*|/details/a")) {
                    continue;
                }
                JsonNode there = Docs.tree(kind.sample()).at(pointer);
                for (String value : List.of("true", "7.5", "\"text\"", "[]", "{}")) {
                    JsonNode other = Docs.tree(value);
                    boolean sameType = other.getNodeType() == there.getNodeType();
                    boolean measured = pointer.matches("/metrics/cpu_seconds|/progress_percent");
                    if (!sameType || (other.isNumber() && !measured)) {
                        assertThat(Docs.problems(kind.survive(raw(kind.sample(), pointer, value))))
                                .as(kind.name() + " " + pointer + " " + value)
                                .anyMatch(p -> p.equals("WRONG_TYPE " + pointer));
                    }
                }
            }
        }
    }

    @Test
    void everyDuplicatedKeyIsRefused() {
        for (Kind<?> kind : kinds()) {
            for (String pointer : places(Docs.tree(kind.sample()), "")) {
                JsonNode node = Docs.tree(kind.sample()).at(pointer);
                if (node.isObject() && !node.isEmpty()) {
                    String key = node.fieldNames().next();
                    String twice = raw(
                            kind.sample(),
                            pointer,
                            "{\"" + key + "\":1," + node.toString().substring(1));
                    assertThat(Docs.problems(kind.survive(twice))).containsExactly("DUPLICATE_KEY ");
                }
            }
        }
    }

    @Test
    void everyByteMaySpoilTheDocumentAndNothingElse() {
        Random random = new Random(20260102);
        for (Kind<?> kind : kinds()) {
            byte[] whole = Docs.bytes(kind.sample());
            for (int i = 0; i < (FULL ? 15_000 : 1_500); i++) {
                kind.survive(spoiled(whole, random));
            }
        }
    }

    private static byte[] spoiled(byte[] whole, Random random) {
        byte[] bytes = whole.clone();
        for (int n = random.nextInt(3); n >= 0; n--) {
            int at = random.nextInt(bytes.length);
            int to = Math.min(bytes.length, at + random.nextInt(20));
            byte[] head = Arrays.copyOf(bytes, at);
            byte[] tail = Arrays.copyOfRange(bytes, at, bytes.length);
            bytes = switch (random.nextInt(5)) {
                case 0 -> join(head, new byte[] {(byte) random.nextInt(256)}, tail);
                case 1 -> join(head, Arrays.copyOfRange(bytes, to, bytes.length));
                case 2 -> join(head, Arrays.copyOfRange(bytes, at, to), tail);
                case 3 -> join(head, Docs.bytes(VALUES.get(random.nextInt(VALUES.size()))), tail);
                default -> {
                    bytes[at] = (byte) random.nextInt(256);
                    yield bytes;
                }
            };
            if (bytes.length == 0) {
                return bytes;
            }
        }
        return bytes;
    }

    private static byte[] join(byte[]... parts) {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "/",
                "../../etc/cron.d/x",
                "..\\..\\windows",
                "/etc/passwd",
                "job-0000/../x",
                "job-0000\u0000.json",
                "job-0000\n",
                "job 00000",
                "-rf job00",
                "~root-job",
                "job-0000..",
                "..job-0000",
                ".hidden-job",
                "_underscore",
                ":colon-job",
                "CON-job/aux",
                "jöb-00000",
                "job-0000\u202e",
                "ｊｏｂ－００００",
                "job%2e%2e",
                "$(reboot)",
                "`reboot`0",
                "job;rm -rf",
                "job-000*",
                "job-000?",
                "job|00000"
            })
    void hostileIdsAreRefusedWhereverAnIdStands(String id) {
        assertThat(JobIds.isValid(id)).isFalse();
        String quoted = Docs.MAPPER.valueToTree(id).toString();
        assertThat(refused(validator
                        .check(Docs.bytes(Docs.with(Docs.JOB, "/job_id", quoted)))
                        .report()))
                .isEqualTo("/job_id");
        String beside = Docs.with(Docs.JOB, "/routing/anti_affinity/concurrent_jobs/0", quoted);
        assertThat(refused(validator.check(Docs.bytes(beside)).report()))
                .isEqualTo("/routing/anti_affinity/concurrent_jobs/0");
        for (String place : List.of("/job_id", "/replay_of")) {
            String result = Docs.with(Docs.RESULT, place, quoted);
            assertThat(refused(validator.checkResult(Docs.bytes(result)).report()))
                    .isEqualTo(place);
        }
        assertThat(refused(validator
                        .checkEvent(Docs.bytes(Docs.with(Docs.EVENT, "/job_id", quoted)))
                        .report()))
                .isEqualTo("/job_id");
        assertThatThrownBy(() -> JobBuilder.echo("x").jobId(id).build()).isInstanceOf(DocumentException.class);
    }

    private static String refused(ValidationReport report) {
        assertThat(report.problems()).hasSize(1);
        return report.problems().get(0).pointer();
    }

    /** Hibernate Validator would need minutes for so many violations. */
    @ParameterizedTest
    @ValueSource(strings = {"1", "\"\"", "null", "{}"})
    void aMegabyteOfProblemsIsReportedWithinReason(String element) {
        String many = "[" + (element + ",").repeat(1_000_000 / (element.length() + 1) - 2_000) + element + "]";
        String job = Docs.JOB.replace("\"required_features\":[\"lvm\"]", "\"required_features\":" + many);
        ValidationReport report = validator.check(Docs.bytes(job)).report();
        assertThat(report.problems()).hasSize(10_000);
        assertThat(new DocumentException(report).getMessage()).hasSizeLessThan(20_000);
        for (String list : List.of("artifacts", "artifact_details")) {
            String result =
                    Docs.with(Docs.RESULT, "/outputs", "{\"" + list + "\":0}").replace(":0}", ":" + many + "}");
            assertThat(validator.checkResult(Docs.bytes(result)).report().problems())
                    .hasSize(10_000);
        }
    }

    @Test
    void longTextsDoNotOverflowThePatterns() {
        for (String text : List.of("a.", "a", ".", "-", "0.", "a-", "A1_")) {
            String longest = "\"" + text.repeat(262_144 / text.length()) + "\"";
            for (String place : List.of(
                    "/version",
                    "/job_id",
                    "/created_at",
                    "/kind",
                    "/operation",
                    "/payload/type",
                    "/constraints/minimum_worker_version",
                    "/payload/data/image/checksum",
                    "/payload/data/image/format")) {
                ValidationReport report = validator
                        .check(Docs.bytes(Docs.with(Docs.JOB, place, longest)))
                        .report();
                assertThat(report.isValid()).as(place + " of " + text).isFalse();
            }
        }
        String operation = "a.b" + "c".repeat(100_000);
        assertThat(validator
                        .check(Docs.bytes(Docs.job(operation, "1")))
                        .report()
                        .isValid())
                .isTrue();
    }

    /** Every pointer into the tree but the root's. */
    private static List<String> places(JsonNode node, String at) {
        List<String> found = new ArrayList<>();
        if (!at.isEmpty()) {
            found.add(at);
        }
        if (node.isObject()) {
            node.properties().forEach(e -> found.addAll(places(e.getValue(), at + "/" + e.getKey())));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            found.addAll(places(node.get(i), at + "/" + i));
        }
        return found;
    }

    /** The document with any text at a place, JSON or not. */
    private static String raw(String document, String pointer, String text) {
        return Docs.with(document, pointer, "\"@HERE@\"").replace("\"@HERE@\"", text);
    }
}
