package dev.guestkit.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTest {
    private static final String JOB = """
            # a comment
            version: 1.0
            job_id: job-00000001
            created_at: 2026-01-02T03:04:05Z
            kind: VMOperation
            operation: guestkit.inspect
            payload:
              type: guestkit.inspect.v1
              data:
                image: {path: /vms/a.qcow2, format: qcow2, size_bytes: 1024}
                options:
                  deep_scan: true
                  include_users: no-such-thing
            metadata:
              labels:
                yes: "no"
                octal: "0777"
            execution:
              deadline: 2026-01-03
              priority: 7
            constraints:
              minimum_worker_version: 1.0.0
            """;

    private final JobCodec codec = JobCodec.standard();

    private Json tree(String yaml) {
        return codec.readJobTreeYaml(Docs.bytes(yaml));
    }

    private String refused(String yaml) {
        DocumentException e = catchThrowableOfType(DocumentException.class, () -> tree(yaml));
        assertThat(e).as("must be refused: " + yaml).isNotNull();
        assertThat(e.report().problems()).hasSize(1);
        assertThat(e.report().problems().get(0).pointer()).isEmpty();
        return e.report().problems().get(0).code();
    }

    @Test
    void aJobInYamlIsReadWithTimesAndVersionAsStrings() {
        String valid = JOB.replace("no-such-thing", "false").replace("2026-01-03", "2026-01-03T00:00:00+01:00");
        JobDocument job = codec.readJobYaml(Docs.bytes(valid));
        assertThat(job.version()).isEqualTo("1.0");
        assertThat(job.createdAt()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(job.metadata().orElseThrow().labels().orElseThrow()).containsEntry("yes", "no");
        assertThat(job.executionOrDefault().priorityOrDefault()).isEqualTo(7);
        assertThat(JobValidator.standard().checkYaml(Docs.bytes(valid)).report().problems())
                .isEmpty();
    }

    @Test
    void theSameRulesHoldAsForJson() {
        assertThat(Docs.problems(
                        JobValidator.standard().checkYaml(Docs.bytes(JOB)).report()))
                .containsExactly("INVALID_VALUE /execution/deadline", "WRONG_TYPE /payload/data/options/include_users");
        assertThat(codec.parseJobYaml(Docs.bytes("- 1")).document()).isEmpty();
    }

    @Test
    void jsonIsYamlToo() {
        assertThat(tree(Docs.JOB)).isEqualTo(codec.readJobTree(Docs.bytes(Docs.JOB)));
        assertThat(JobDigest.of(tree(Docs.JOB))).isEqualTo(JobDigest.of(Docs.bytes(Docs.JOB)));
    }

    @Test
    void scalarsMeanWhatTheyMeanInJson() {
        String yaml = """
                [null, ~, , true, False, 1, -0, 1.50, 1e3, 012, 0x1f, 1_000, .5, 5., +1, .inf, .nan, yes, off,
                 2026-01-02, 12:30:45, "1", 'true', 99999999999999999999]
                """.replace("~, ,", "~,");
        assertThat(tree(yaml).toString())
                .isEqualTo(
                        "[null,null,true,false,1,0,1.50,1E+3,\"012\",\"0x1f\",\"1_000\",\".5\",\"5.\",\"+1\",\".inf\","
                                + "\".nan\",\"yes\",\"off\",\"2026-01-02\",\"12:30:45\",\"1\",\"true\",99999999999999999999]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: &x 1\nb: *x",
                "a: !!str 1",
                "a: ! 1",
                "!!map {a: 1}",
                "a: !custom [1]",
                "!!str a: 1",
                "base: {a: 1}\nb:\n  <<: {c: 1}",
                "a: 1\n---\nb: 1",
                "--- 1\n--- 2",
                "? [1]\n: 2",
                "? {a: 1}\n: 2",
                "a: 1\n b: 2",
                "a: [1",
                "a: 'x",
                "\ta: 1",
                "a: \"\\ud800\"",
                "a: @x",
                "",
                "# only a comment",
                "\ufeffa: 1",
                "a: \u0000"
            })
    void whatIsNotTheDataModelOfJsonIsUnparsable(String yaml) {
        assertThat(refused(yaml)).isEqualTo("UNPARSABLE");
    }

    @Test
    void aQuotedMergeKeyIsAKeyLikeAnyOther() {
        assertThat(tree("\"<<\": 1").at("/<<")).isPresent();
    }

    @Test
    void oneDocumentMayHaveItsMarkers() {
        assertThat(tree("---\na: 1\n...\n").toString()).isEqualTo("{\"a\":1}");
    }

    @Test
    void theLimitsAreTheSame() {
        assertThat(refused("a: 1\na: 2")).isEqualTo("DUPLICATE_KEY");
        assertThat(refused("{a: 1, \"a\": 2}")).isEqualTo("DUPLICATE_KEY");
        assertThat(tree("[".repeat(64) + "]".repeat(64))).isNotNull();
        for (String deep : List.of(
                "[".repeat(65) + "]".repeat(65), "[".repeat(10_000), "{a: ".repeat(10_000), "- ".repeat(10_000))) {
            assertThat(refused(deep)).isIn("LIMIT_EXCEEDED", "UNPARSABLE");
        }
        assertThat(refused("[1" + "0".repeat(1000) + "]")).isEqualTo("LIMIT_EXCEEDED");
        assertThat(refused("[1e10000]")).isEqualTo("LIMIT_EXCEEDED");
        assertThat(refused("\"" + "x".repeat(262_145) + "\"")).isEqualTo("LIMIT_EXCEEDED");
        StringBuilder members = new StringBuilder();
        for (int i = 0; i <= 10_000; i++) {
            members.append('k').append(i).append(": 1\n");
        }
        assertThat(refused(members.toString())).isEqualTo("LIMIT_EXCEEDED");
        assertThat(refused("a: 1\n" + " ".repeat(1 << 20))).isEqualTo("LIMIT_EXCEEDED");
    }

    @Test
    void everyTruncationGetsAReport() {
        for (int length = 0; length < JOB.length(); length++) {
            Parsed<JobDocument> checked = JobValidator.standard().checkYaml(Docs.bytes(JOB.substring(0, length)));
            assertThat(checked.report()).isNotNull();
        }
    }
}
