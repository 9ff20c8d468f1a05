package dev.guestkit.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Results, events and capabilities: sections 3, 4, 7 and 9. */
class ResultRulesTest {
    private final JobValidator validator = JobValidator.standard();

    private List<String> result(String document) {
        return Docs.problems(validator.checkResult(Docs.bytes(document)).report());
    }

    private List<String> event(String document) {
        return Docs.problems(validator.checkEvent(Docs.bytes(document)).report());
    }

    private List<String> worker(String document) {
        return Docs.problems(validator.checkCapabilities(Docs.bytes(document)).report());
    }

    private static List<String> list(String expected) {
        return expected == null ? List.of() : List.of(expected.split(" and "));
    }

    @Test
    void fullDocumentsAreValid() {
        assertThat(result(Docs.RESULT)).isEmpty();
        assertThat(result(Docs.FAILED)).isEmpty();
        assertThat(event(Docs.EVENT)).isEmpty();
        assertThat(worker(Docs.WORKER)).isEmpty();
        assertThat(validator
                        .validate(JobCodec.standard().readResult(Docs.bytes(Docs.RESULT)))
                        .problems())
                .isEmpty();
        assertThat(validator
                        .validate(JobCodec.standard().readEvent(Docs.bytes(Docs.EVENT)))
                        .problems())
                .isEmpty();
        assertThat(validator
                        .validate(JobCodec.standard().readCapabilities(Docs.bytes(Docs.WORKER)))
                        .problems())
                .isEmpty();
        assertThat(validator
                        .validate(JobCodec.standard().readJob(Docs.bytes(Docs.JOB)))
                        .problems())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            /job_id | "x" | INVALID_VALUE /job_id
            /worker_id | "" | INVALID_VALUE /worker_id
            /worker_id | null | MISSING /worker_id
            /status | "done" | INVALID_VALUE /status
            /status | "COMPLETED" | INVALID_VALUE /status
            /status | null | MISSING /status
            /replay_of | "../x" | INVALID_VALUE /replay_of
            /completed_at | null | MISSING /completed_at
            /completed_at | "today" | INVALID_VALUE /completed_at
            /failed_at | "2026-01-02T03:04:05Z" | CONFLICTING_VALUES /failed_at
            /error | {"code":"X","message":"","recoverable":true,"retry_recommended":true} | CONFLICTING_VALUES /error
            /execution_summary | null | MISSING /execution_summary
            /execution_summary/started_at | null | MISSING /execution_summary/started_at
            /execution_summary/duration_seconds | null | MISSING /execution_summary/duration_seconds
            /execution_summary/duration_seconds | 1.5 | WRONG_TYPE /execution_summary/duration_seconds
            /execution_summary/duration_seconds | -1 | INVALID_VALUE /execution_summary/duration_seconds
            /execution_summary/duration_seconds | 0 | -
            /execution_summary/attempt | 0 | INVALID_VALUE /execution_summary/attempt
            /execution_summary/attempt | null | MISSING /execution_summary/attempt
            /execution_summary/attempt | 2147483648 | INVALID_VALUE /execution_summary/attempt
            /execution_summary/duration_ms | -1 | INVALID_VALUE /execution_summary/duration_ms
            /execution_summary/idempotency_key | "" | INVALID_VALUE /execution_summary/idempotency_key
            /outputs | null | MISSING /outputs
            /outputs | {} | -
            /outputs/primary | "" | INVALID_VALUE /outputs/primary
            /outputs/artifacts/0 | "" | INVALID_VALUE /outputs/artifacts/0
            /outputs/artifacts/0 | null | WRONG_TYPE /outputs/artifacts/0
            /outputs/artifact_details/0 | 1 | WRONG_TYPE /outputs/artifact_details/0
            /outputs/artifact_details/0/name | null | MISSING /outputs/artifact_details/0/name
            /outputs/artifact_details/0/size_bytes | -1 | INVALID_VALUE /outputs/artifact_details/0/size_bytes
            /outputs/artifact_details/0/sha256 | "00" | INVALID_VALUE /outputs/artifact_details/0/sha256
            /data | null | -
            /data | [] | -
            /metrics | null | -
            /metrics/disk_read_bytes | -1 | INVALID_VALUE /metrics/disk_read_bytes
            /metrics/disk_write_bytes | -1 | INVALID_VALUE /metrics/disk_write_bytes
            /metrics/peak_memory_mb | -1 | INVALID_VALUE /metrics/peak_memory_mb
            /metrics/peak_memory_mb | 1.5 | WRONG_TYPE /metrics/peak_memory_mb
            /metrics/cpu_seconds | -0.1 | INVALID_VALUE /metrics/cpu_seconds
            /metrics/cpu_seconds | 0.1 | -
            /metrics/cpu_seconds | 1e9000 | INVALID_VALUE /metrics/cpu_seconds
            /metrics/cpu_seconds | "1" | WRONG_TYPE /metrics/cpu_seconds
            /observability/trace_id | 1 | WRONG_TYPE /observability/trace_id
            """)
    void oneChangedPlaceOfACompletedResultIsReportedThere(String pointer, String value, String expected) {
        assertThat(result(Docs.with(Docs.RESULT, pointer, value))).isEqualTo(list(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            /status | "cancelled" | -
            /status | "timeout" | -
            /status | "completed" | MISSING /completed_at and MISSING /outputs and CONFLICTING_VALUES /failed_at and CONFLICTING_VALUES /error
            /status | "running" | CONFLICTING_VALUES /error
            /failed_at | null | MISSING /failed_at
            /completed_at | "2026-01-02T03:04:05Z" | CONFLICTING_VALUES /completed_at
            /error | null | MISSING /error
            /error/code | null | MISSING /error/code
            /error/code | "lower case" | -
            /error/message | null | MISSING /error/message
            /error/recoverable | null | MISSING /error/recoverable
            /error/recoverable | 1 | WRONG_TYPE /error/recoverable
            /error/retry_recommended | null | MISSING /error/retry_recommended
            /error/details | "any" | -
            /outputs | {} | -
            """)
    void oneChangedPlaceOfAFailedResultIsReportedThere(String pointer, String value, String expected) {
        assertThat(result(Docs.with(Docs.FAILED, pointer, value))).isEqualTo(list(expected));
    }

    @Test
    void aResultOnTheWireMayNotHaveEnded() {
        for (String status : List.of("pending", "assigned", "running")) {
            String document = Docs.without(Docs.without(Docs.FAILED, "/error"), "/failed_at");
            assertThat(result(Docs.with(document, "/status", "\"" + status + "\"")))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            /job_id | "x" | INVALID_VALUE /job_id
            /job_id | null | MISSING /job_id
            /timestamp | null | MISSING /timestamp
            /timestamp | "2026" | INVALID_VALUE /timestamp
            /sequence | null | MISSING /sequence
            /sequence | -1 | INVALID_VALUE /sequence
            /sequence | 0.5 | WRONG_TYPE /sequence
            /phase | null | MISSING /phase
            /phase | "a_phase_of_its_own" | -
            /message | null | MISSING /message
            /message | "" | -
            /attempt | null | -
            /attempt | 0 | INVALID_VALUE /attempt
            /progress_percent | null | -
            /progress_percent | 0 | -
            /progress_percent | 100 | -
            /progress_percent | 100.0 | -
            /progress_percent | 100.5 | INVALID_VALUE /progress_percent
            /progress_percent | -0.5 | INVALID_VALUE /progress_percent
            /details | [] | WRONG_TYPE /details
            /observability | "x" | WRONG_TYPE /observability
            """)
    void oneChangedPlaceOfAnEventIsReportedThere(String pointer, String value, String expected) {
        assertThat(event(Docs.with(Docs.EVENT, pointer, value))).isEqualTo(list(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            /worker_id | "" | INVALID_VALUE /worker_id
            /status/state | "asleep" | INVALID_VALUE /status/state
            /status/current_jobs | -1 | INVALID_VALUE /status/current_jobs
            /status/last_heartbeat | "x" | INVALID_VALUE /status/last_heartbeat
            /resources/max_concurrent_jobs | -1 | INVALID_VALUE /resources/max_concurrent_jobs
            /resources/max_disk_size_gb | -1 | INVALID_VALUE /resources/max_disk_size_gb
            /resources/available_disk_gb | -1 | INVALID_VALUE /resources/available_disk_gb
            /resources/cpu_cores | "2" | WRONG_TYPE /resources/cpu_cores
            /resources/memory_gb | -1 | INVALID_VALUE /resources/memory_gb
            /configuration/worker_pool | "" | INVALID_VALUE /configuration/worker_pool
            /configuration/privileged | null | MISSING /configuration/privileged
            /configuration/data_locality/a | 1 | WRONG_TYPE /configuration/data_locality/a
            /capabilities/operations | null | MISSING /capabilities/operations
            /capabilities/features/0 | null | WRONG_TYPE /capabilities/features/0
            """)
    void oneChangedPlaceOfCapabilitiesIsReportedThere(String pointer, String value, String expected) {
        assertThat(worker(Docs.with(Docs.WORKER, pointer, value))).isEqualTo(list(expected));
    }

    private List<String> series(String... events) {
        return Docs.problems(validator.checkSeries(Docs.bytes(String.join("\n", events) + "\n")));
    }

    private static String at(int sequence, String time, String phase, int attempt, int percent) {
        return ("{\"job_id\":\"job-00000001\",\"timestamp\":\"2026-01-02T03:04:%sZ\",\"sequence\":%d,\"phase\":\"%s\","
                        + "\"attempt\":%d,\"progress_percent\":%d,\"message\":\"m\"}")
                .formatted(time, sequence, phase, attempt, percent);
    }

    @Test
    void aSeriesCountsFromZeroWithoutGap() {
        assertThat(series(at(0, "00", "a", 1, 0), "", at(1, "01", "a", 1, 0))).isEmpty();
        assertThat(series(at(1, "00", "a", 1, 0))).containsExactly("CONFLICTING_VALUES /0/sequence");
        assertThat(series(at(0, "00", "a", 1, 0), at(0, "01", "a", 1, 0)))
                .containsExactly("CONFLICTING_VALUES /1/sequence");
        assertThat(series(at(0, "00", "a", 1, 0), at(2, "01", "a", 1, 0)))
                .containsExactly("CONFLICTING_VALUES /1/sequence");
    }

    @Test
    void eachJobOfASeriesCountsForItself() {
        String other = at(0, "00", "a", 1, 0).replace("00000001", "00000002");
        assertThat(series(at(0, "00", "a", 1, 0), other, at(1, "00", "a", 1, 0)))
                .isEmpty();
    }

    @Test
    void progressFallsOnlyAtANewStart() {
        assertThat(series(at(0, "00", "a", 1, 50), at(1, "01", "a", 1, 49)))
                .containsExactly("CONFLICTING_VALUES /1/progress_percent");
        assertThat(series(at(0, "00", "a", 1, 50), at(1, "01", "a", 2, 0))).isEmpty();
    }

    @Test
    void fourEventsASecondAreEnoughWithoutANewPhase() {
        assertThat(series(
                        at(0, "00.0", "a", 1, 0),
                        at(1, "00.1", "a", 1, 0),
                        at(2, "00.2", "a", 1, 0),
                        at(3, "00.3", "a", 1, 0),
                        at(4, "00.4", "a", 1, 0),
                        at(5, "00.5", "b", 1, 0),
                        at(6, "01.6", "b", 1, 0)))
                .isEmpty();
        assertThat(series(
                        at(0, "00.0", "a", 1, 0),
                        at(1, "00.1", "a", 1, 0),
                        at(2, "00.2", "a", 1, 0),
                        at(3, "00.3", "a", 1, 0),
                        at(4, "00.4", "a", 1, 0),
                        at(5, "00.5", "a", 1, 0)))
                .containsExactly("CONFLICTING_VALUES /5/timestamp");
    }

    @Test
    void aBrokenLineOfASeriesIsReportedAtItsNumber() {
        assertThat(series(at(0, "00", "a", 1, 0), "{", at(1, "01", "a", 1, 0))).containsExactly("UNPARSABLE /1");
        assertThat(series(at(0, "00", "a", 1, 200))).containsExactly("INVALID_VALUE /0/progress_percent");
    }
}
