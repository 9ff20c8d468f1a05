package dev.guestkit.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each row is one rule of sections 1 and 9: a place, a value, and what the report must say; nothing for a valid value. */
class JobRulesTest {
    private final JobValidator validator = JobValidator.standard();

    private List<String> check(String document) {
        return Docs.problems(validator.check(Docs.bytes(document)).report());
    }

    @Test
    void fullDocumentIsValid() {
        assertThat(check(Docs.JOB)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            /version | "1.1" | INVALID_VALUE /version
            /version | 1.0 | WRONG_TYPE /version
            /version | null | MISSING /version
            /$schema | 5 | WRONG_TYPE /$schema
            /$schema | null | -
            /$schema | "" | -
            /job_id | "short-1" | INVALID_VALUE /job_id
            /job_id | "exactly8" | -
            /job_id | "-startsbad" | INVALID_VALUE /job_id
            /job_id | "has..dots" | INVALID_VALUE /job_id
            /job_id | "a.b.c:d_e-f" | -
            /job_id | "../../etc/cron.d/x" | INVALID_VALUE /job_id
            /job_id | "has space" | INVALID_VALUE /job_id
            /job_id | "newline-at-end\\n" | INVALID_VALUE /job_id
            /job_id | "nul\\u0000inside" | INVALID_VALUE /job_id
            /job_id | "ümlaut-first" | INVALID_VALUE /job_id
            /job_id | 12345678 | WRONG_TYPE /job_id
            /created_at | "2026-01-02 03:04:05Z" | INVALID_VALUE /created_at
            /created_at | 1 | WRONG_TYPE /created_at
            /created_at | null | MISSING /created_at
            /kind | "vmoperation" | INVALID_VALUE /kind
            /operation | "inspect" | INVALID_VALUE /operation
            /operation | "a.b.c.d" | INVALID_VALUE /operation
            /operation | "a..b" | INVALID_VALUE /operation
            /operation | "a.b." | INVALID_VALUE /operation
            /operation | "a._b" | INVALID_VALUE /operation
            /operation | "guestkit.profile" | CONFLICTING_VALUES /payload/type
            /operation | null | MISSING /operation
            /payload | [] | WRONG_TYPE /payload
            /payload | null | MISSING /payload
            /payload/type | "guestkit.inspect" | INVALID_VALUE /payload/type
            /payload/type | "guestkit.inspect.v0" | INVALID_VALUE /payload/type
            /payload/type | "guestkit.inspect.v01" | INVALID_VALUE /payload/type
            /payload/type | "guestkit.inspect.v1234567890" | INVALID_VALUE /payload/type
            /payload/type | "guestkit.inspect.1" | INVALID_VALUE /payload/type
            /payload/type | "guestkit.inspect.v2" | UNSUPPORTED_OPERATION /payload/type
            /payload/type | "guestkit.inspect.v999999999" | UNSUPPORTED_OPERATION /payload/type
            /payload/type | "guestkit.inspect.deep.v1" | CONFLICTING_VALUES /payload/type
            /payload/type | "guestkit.profile.v1" | CONFLICTING_VALUES /payload/type
            /metadata | 1 | WRONG_TYPE /metadata
            /metadata | null | -
            /metadata/name | "" | -
            /metadata/name | false | WRONG_TYPE /metadata/name
            /metadata/namespace | 1 | WRONG_TYPE /metadata/namespace
            /metadata/labels | [] | WRONG_TYPE /metadata/labels
            /metadata/labels/a | null | WRONG_TYPE /metadata/labels/a
            /metadata/labels/a | 1 | WRONG_TYPE /metadata/labels/a
            /metadata/labels/a | "" | -
            /metadata/annotations/c | null | WRONG_TYPE /metadata/annotations/c
            /execution | "x" | WRONG_TYPE /execution
            /execution/idempotency_key | "" | INVALID_VALUE /execution/idempotency_key
            /execution/attempt | 0 | INVALID_VALUE /execution/attempt
            /execution/attempt | 3 | -
            /execution/attempt | 4 | CONFLICTING_VALUES /execution/attempt
            /execution/attempt | 2147483648 | INVALID_VALUE /execution/attempt
            /execution/attempt | 1.0 | WRONG_TYPE /execution/attempt
            /execution/max_attempts | 0 | INVALID_VALUE /execution/max_attempts
            /execution/max_attempts | 2147483647 | -
            /execution/max_attempts | 2147483648 | INVALID_VALUE /execution/max_attempts
            /execution/max_attempts | "3" | WRONG_TYPE /execution/max_attempts
            /execution/timeout_seconds | 0 | INVALID_VALUE /execution/timeout_seconds
            /execution/timeout_seconds | 86400 | -
            /execution/timeout_seconds | 86401 | warning UNUSUAL_VALUE /execution/timeout_seconds
            /execution/timeout_seconds | 9223372036854775807 | warning UNUSUAL_VALUE /execution/timeout_seconds
            /execution/timeout_seconds | 9223372036854775808 | INVALID_VALUE /execution/timeout_seconds
            /execution/deadline | "soon" | INVALID_VALUE /execution/deadline
            /execution/deadline | "2000-01-01T00:00:00Z" | -
            /execution/priority | 0 | INVALID_VALUE /execution/priority
            /execution/priority | 1 | -
            /execution/priority | 10 | -
            /execution/priority | 11 | INVALID_VALUE /execution/priority
            /execution/cancellable | "true" | WRONG_TYPE /execution/cancellable
            /constraints/required_capabilities | "x" | WRONG_TYPE /constraints/required_capabilities
            /constraints/required_capabilities/0 | "" | INVALID_VALUE /constraints/required_capabilities/0
            /constraints/required_capabilities/0 | null | WRONG_TYPE /constraints/required_capabilities/0
            /constraints/required_features/0 | "" | INVALID_VALUE /constraints/required_features/0
            /constraints/required_features | [] | -
            /constraints/allowed_worker_pools/0 | "" | INVALID_VALUE /constraints/allowed_worker_pools/0
            /constraints/allowed_worker_pools | [] | -
            /constraints/minimum_worker_version | "1.0" | INVALID_VALUE /constraints/minimum_worker_version
            /constraints/minimum_worker_version | "01.0.0" | INVALID_VALUE /constraints/minimum_worker_version
            /constraints/minimum_worker_version | "1.0.0-rc.1+b.01" | -
            /constraints/minimum_worker_version | "1.0.0-01" | INVALID_VALUE /constraints/minimum_worker_version
            /constraints/maximum_disk_size_gb | 0 | INVALID_VALUE /constraints/maximum_disk_size_gb
            /constraints/maximum_disk_size_gb | 1 | -
            /constraints/require_privileged | 1 | WRONG_TYPE /constraints/require_privileged
            /routing/worker_id | "" | INVALID_VALUE /routing/worker_id
            /routing/worker_pool | "" | INVALID_VALUE /routing/worker_pool
            /routing/affinity/disk_locality | null | WRONG_TYPE /routing/affinity/disk_locality
            /routing/anti_affinity/concurrent_jobs | "x" | WRONG_TYPE /routing/anti_affinity/concurrent_jobs
            /routing/anti_affinity/concurrent_jobs | ["../x/../y"] | INVALID_VALUE /routing/anti_affinity/concurrent_jobs/0
            /routing/anti_affinity/other/0 | 1 | WRONG_TYPE /routing/anti_affinity/other/0
            /observability/trace_id | 1 | WRONG_TYPE /observability/trace_id
            /observability/trace_id | "" | INVALID_VALUE /observability/trace_id
            /observability/correlation_id | "" | INVALID_VALUE /observability/correlation_id
            /audit/submitted_by | "" | -
            /audit/submitted_from | [] | WRONG_TYPE /audit/submitted_from
            /audit/authorization/method | null | MISSING /audit/authorization/method
            /audit/authorization/subject | null | MISSING /audit/authorization/subject
            /audit/authorization/subject | {} | WRONG_TYPE /audit/authorization/subject
            """)
    void oneChangedPlaceIsReportedThere(String pointer, String value, String expected) {
        assertThat(check(Docs.with(Docs.JOB, pointer, value)))
                .isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @Test
    void longestJobIdIs128() {
        assertThat(check(Docs.with(Docs.JOB, "/job_id", "\"" + "a".repeat(128) + "\"")))
                .isEmpty();
        assertThat(check(Docs.with(Docs.JOB, "/job_id", "\"" + "a".repeat(129) + "\"")))
                .containsExactly("INVALID_VALUE /job_id");
    }

    @Test
    void attemptBeyondTheDefaultOfMaxAttemptsIsAnError() {
        String document = Docs.without(Docs.with(Docs.JOB, "/execution/attempt", "2"), "/execution/max_attempts");
        assertThat(check(document)).containsExactly("CONFLICTING_VALUES /execution/attempt");
    }

    @Test
    void anExponentMakesAnIntegerNone() {
        String document = Docs.JOB.replace("\"attempt\":1", "\"attempt\":1e0");
        assertThat(check(document)).containsExactly("WRONG_TYPE /execution/attempt");
    }

    @Test
    void attemptIsNotComparedWithWhatCannotBeRead() {
        String document = Docs.with(Docs.with(Docs.JOB, "/execution/attempt", "2"), "/execution/max_attempts", "\"2\"");
        assertThat(check(document)).containsExactly("WRONG_TYPE /execution/max_attempts");
    }

    @Test
    void everythingIsReportedAtOnce() {
        String document = Docs.with(Docs.JOB, "/job_id", "\"bad\"");
        document = Docs.with(document, "/execution/priority", "\"high\"");
        document = Docs.with(document, "/metadata/labels/a~1b", "7");
        document = Docs.without(document, "/payload/data/image/path");
        document = Docs.without(document, "/kind");
        document = Docs.with(document, "/payload/data/output/format", "\"xml\"");
        assertThat(check(document))
                .containsExactlyInAnyOrder(
                        "INVALID_VALUE /job_id",
                        "WRONG_TYPE /execution/priority",
                        "WRONG_TYPE /metadata/labels/a~1b",
                        "MISSING /payload/data/image/path",
                        "MISSING /kind",
                        "INVALID_VALUE /payload/data/output/format");
    }

    @Test
    void anEmptyObjectMissesEveryRequiredKey() {
        assertThat(check("{}"))
                .containsExactlyInAnyOrder(
                        "MISSING /version",
                        "MISSING /job_id",
                        "MISSING /created_at",
                        "MISSING /kind",
                        "MISSING /operation",
                        "MISSING /payload");
    }

    @ParameterizedTest
    @CsvSource({"[]", "5", "\"x\"", "null", "true"})
    void aRootThatIsNoObjectIsAWrongType(String root) {
        assertThat(check(root)).containsExactly("WRONG_TYPE ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            guestkit.unheard-of | UNSUPPORTED_OPERATION /operation
            system.unheard-of | UNSUPPORTED_OPERATION /operation
            guestkit.inspect.deep | UNSUPPORTED_OPERATION /operation
            hyper2kvm.anything | -
            acme.backup | warning UNKNOWN_NAMESPACE /operation
            test.other | warning UNKNOWN_NAMESPACE /operation
            guestkit2.inspect | warning UNKNOWN_NAMESPACE /operation
            test.echo | -
            system.echo | -
            system.health-check | -
            system.capability-probe | -
            system.workflow | -
            """)
    void theDoorKnowsItsOperations(String operation, String expected) {
        assertThat(check(Docs.job(operation, "{}"))).isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @Test
    void handlersAtHandMakeOperationsKnown() {
        JobValidator atHand = validator.withOperations(Set.of(
                new OperationVersion("guestkit.special", 2),
                new OperationVersion("acme.backup", 3),
                new OperationVersion("guestkit.inspect", 2)));
        String special = Docs.job("guestkit.special", "1").replace(".v1", ".v2");
        String backup = Docs.job("acme.backup", "1");
        assertThat(atHand.check(Docs.bytes(special)).report().problems()).isEmpty();
        assertThat(Docs.problems(
                        atHand.check(Docs.bytes(special.replace(".v2", ".v1"))).report()))
                .containsExactly("UNSUPPORTED_OPERATION /payload/type");
        assertThat(Docs.problems(atHand.check(Docs.bytes(backup)).report()))
                .containsExactly("UNSUPPORTED_OPERATION /payload/type");
        assertThat(atHand.check(Docs.bytes(backup.replace(".v1", ".v3")))
                        .report()
                        .problems())
                .isEmpty();
        String inspect = Docs.job("guestkit.inspect", "\"a shape of its own\"").replace(".v1", ".v2");
        assertThat(atHand.check(Docs.bytes(inspect)).report().problems()).isEmpty();
    }

    @Test
    void dataIsRequiredAndMayBeNull() {
        assertThat(check(Docs.job("system.echo", "null"))).isEmpty();
        assertThat(check(Docs.without(Docs.job("system.echo", "null"), "/payload/data")))
                .containsExactly("MISSING /payload/data");
        assertThat(check(Docs.job("guestkit.inspect", "null"))).containsExactly("WRONG_TYPE /payload/data");
    }

    @Test
    void dataOfATypeThatCannotBeReadIsJudgedAsVersionOne() {
        assertThat(check(Docs.with(Docs.job("guestkit.inspect", "{}"), "/payload/type", "5")))
                .containsExactly("WRONG_TYPE /payload/type", "MISSING /payload/data/image");
    }

    @Test
    void warningsDoNotMakeADocumentInvalid() {
        Parsed<JobDocument> checked = validator.check(Docs.bytes(Docs.job("acme.backup", "{}")));
        assertThat(checked.report().isValid()).isTrue();
        assertThat(checked.document()).isPresent();
        assertThat(checked.orThrow().operation()).isEqualTo("acme.backup");
    }

    @Test
    void theReportNamesTheErrorCodeOfTheJob() {
        assertThat(validator
                        .check(Docs.bytes(Docs.job("guestkit.nothing", "{}")))
                        .report()
                        .errorCode())
                .contains(ErrorCode.UNSUPPORTED_OPERATION);
        assertThat(validator.check(Docs.bytes("{}")).report().errorCode()).contains(ErrorCode.VALIDATION_ERROR);
        assertThat(validator.check(Docs.bytes(Docs.JOB)).report().errorCode()).isEmpty();
        String md5 = Docs.with(Docs.JOB, "/payload/data/image/checksum", "\"md5:0123\"");
        assertThat(validator.check(Docs.bytes(md5)).report().errorCode())
                .contains(ErrorCode.UNSUPPORTED_CHECKSUM_ALGORITHM);
    }

    @Test
    void messagesSayTheValueAndWhatIsWanted() {
        String document = Docs.with(Docs.JOB, "/execution/priority", "11");
        assertThat(validator
                        .check(Docs.bytes(document))
                        .report()
                        .problems()
                        .get(0)
                        .message())
                .isEqualTo("priority must be at most 10, is 11");
    }
}
