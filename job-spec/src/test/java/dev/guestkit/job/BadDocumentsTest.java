package dev.guestkit.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad documents by the thousand: each gets a report or the one documented exception, never an error of the machine. */
class BadDocumentsTest {
    private final JobValidator validator = JobValidator.standard();

    private final List<DocumentKind<?>> kinds = DocumentKind.all();

    @Test
    void everyTruncationIsUnparsable() {
        for (DocumentKind<?> kind : kinds) {
            byte[] whole = Docs.bytes(kind.sample().strip());
            for (int length = 0; length < whole.length; length++) {
                assertThat(Docs.problems(kind.survive(Arrays.copyOf(whole, length))))
                        .as(kind.name() + " cut at " + length)
                        .containsExactly("UNPARSABLE ");
            }
        }
    }

    @Test
    void everyPlaceSurvivesEveryValue() {
        int documents = 0;
        for (DocumentKind<?> kind : kinds) {
            for (String pointer : Docs.places(Docs.tree(kind.sample()))) {
                for (String value : DocumentKind.VALUES) {
                    kind.survive(Docs.raw(kind.sample(), pointer, value));
                    documents++;
                }
            }
        }
        assertThat(documents).isGreaterThan(3_000);
    }

    @Test
    void everyKnownPlaceRefusesEveryOtherType() {
        for (DocumentKind<?> kind : kinds) {
            for (String pointer : Docs.places(Docs.tree(kind.sample()))) {
                if (pointer.matches(".*/x(/.*)?|/data(/.*)?|/error/details.*|/details/a")) {
                    continue;
                }
                JsonNode there = Docs.tree(kind.sample()).at(pointer);
                for (String value : List.of("true", "7.5", "\"text\"", "[]", "{}")) {
                    JsonNode other = Docs.tree(value);
                    boolean sameType = other.getNodeType() == there.getNodeType();
                    boolean measured = pointer.matches("/metrics/cpu_seconds|/progress_percent");
                    if (!sameType || (other.isNumber() && !measured)) {
                        assertThat(Docs.problems(kind.survive(Docs.raw(kind.sample(), pointer, value))))
                                .as(kind.name() + " " + pointer + " " + value)
                                .anyMatch(p -> p.equals("WRONG_TYPE " + pointer));
                    }
                }
            }
        }
    }

    @Test
    void everyDuplicatedKeyIsRefused() {
        for (DocumentKind<?> kind : kinds) {
            for (String pointer : Docs.places(Docs.tree(kind.sample()))) {
                JsonNode node = Docs.tree(kind.sample()).at(pointer);
                if (node.isObject() && !node.isEmpty()) {
                    String key = node.fieldNames().next();
                    String twice = Docs.raw(
                            kind.sample(),
                            pointer,
                            "{\"" + key + "\":1," + node.toString().substring(1));
                    assertThat(Docs.problems(kind.survive(twice))).containsExactly("DUPLICATE_KEY ");
                }
            }
        }
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
}
