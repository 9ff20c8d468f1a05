package dev.guestkit.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The payloads of section 2 with the fine print of section 9: operation, place in the data, value, what must be reported. */
class PayloadRulesTest {
    private final JobValidator validator = JobValidator.standard();

    private static String data(String operation) {
        String image = "{\"path\":\"/vms/a.qcow2\",\"format\":\"qcow2\"}";
        String output = "{\"format\":\"json\",\"destination\":\"/out/a.json\"}";
        return switch (operation) {
            case "inspect" -> "{\"image\":%s,\"options\":{},\"output\":%s}".formatted(image, output);
            case "profile" ->
                "{\"image\":%s,\"profiles\":[\"security\"],\"options\":{},\"output\":%s}".formatted(image, output);
            case "fix" ->
                ("{\"image\":%s,\"operations\":[{\"type\":\"fsck\",\"options\":{}}],"
                                + "\"execution_policy\":{},\"output\":{}}")
                        .formatted(image);
            case "convert" ->
                ("{\"source\":%s,\"target\":{\"path\":\"/vms/b.raw\",\"format\":\"raw\"}," + "\"options\":{}}")
                        .formatted(image);
            case "short" -> "{\"image\":%s,\"target_format\":\"raw\"}".formatted(image);
            case "compare" ->
                "{\"baseline\":%s,\"target\":%s,\"options\":{},\"output\":%s}".formatted(image, image, output);
            case "explore" -> "{\"image\":%s,\"output\":{}}".formatted(image);
            case "workflow" ->
                ("{\"jobs\":[{\"id\":\"a\",\"operation\":\"system.echo\",\"payload\":{},"
                        + "\"depends_on\":[\"b\"]}]}");
            default -> throw new IllegalArgumentException(operation);
        };
    }

    private static String job(String operation) {
        String name = operation.equals("workflow")
                ? "system.workflow"
                : "guestkit." + (operation.equals("short") ? "convert" : operation);
        return Docs.job(name, data(operation));
    }

    private List<String> check(String document) {
        return Docs.problems(validator.check(Docs.bytes(document)).report());
    }

    private static List<String> expected(String expected) {
        return expected == null ? List.of() : List.of(expected.replace(" /", " /payload/data/"));
    }

    @ParameterizedTest
    @CsvSource({"inspect", "profile", "fix", "convert", "short", "compare", "explore", "workflow"})
    void minimalDataIsValid(String operation) {
        assertThat(check(job(operation))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            inspect | /image
            inspect | /image/path
            inspect | /output/format
            inspect | /output/destination
            profile | /image
            profile | /profiles
            profile | /output/format
            profile | /output/destination
            fix | /image
            fix | /operations
            fix | /operations/0/type
            convert | /source
            convert | /source/path
            convert | /target
            convert | /target/path
            short | /image
            short | /image/path
            short | /target_format
            compare | /baseline
            compare | /baseline/path
            compare | /target
            compare | /output/format
            compare | /output/destination
            explore | /image
            explore | /image/path
            """)
    void whatIsRequiredIsMissed(String operation, String pointer) {
        String document = job(operation);
        assertThat(check(Docs.without(document, "/payload/data" + pointer)))
                .containsExactly("MISSING /payload/data" + pointer);
        assertThat(check(Docs.with(document, "/payload/data" + pointer, "null")))
                .containsExactly("MISSING /payload/data" + pointer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            inspect | /options | null | -
            inspect | /options | [] | WRONG_TYPE /options
            inspect | /output | null | -
            inspect | /image | "x" | WRONG_TYPE /image
            inspect | /image/path | "" | INVALID_VALUE /image/path
            inspect | /image/path | "../relative\\u0000" | -
            inspect | /image/path | 5 | WRONG_TYPE /image/path
            inspect | /image/format | null | -
            inspect | /image/format | "QCOW2" | INVALID_VALUE /image/format
            inspect | /image/format | "vhd" | -
            inspect | /image/format | "ova" | -
            inspect | /image/format | "img" | -
            inspect | /image/format | "auto" | INVALID_VALUE /image/format
            inspect | /image/size_bytes | 0 | -
            inspect | /image/size_bytes | -1 | INVALID_VALUE /image/size_bytes
            inspect | /image/size_bytes | 1.0 | WRONG_TYPE /image/size_bytes
            inspect | /image/size_bytes | 9223372036854775807 | -
            inspect | /image/size_bytes | 9223372036854775808 | INVALID_VALUE /image/size_bytes
            inspect | /image/read_only | "yes" | WRONG_TYPE /image/read_only
            inspect | /options/deep_scan | 1 | WRONG_TYPE /options/deep_scan
            inspect | /options/include_packages | "true" | WRONG_TYPE /options/include_packages
            inspect | /options/include_services | {} | WRONG_TYPE /options/include_services
            inspect | /options/include_users | [] | WRONG_TYPE /options/include_users
            inspect | /options/include_network | 0 | WRONG_TYPE /options/include_network
            inspect | /options/include_security | 0 | WRONG_TYPE /options/include_security
            inspect | /options/include_storage | 0 | WRONG_TYPE /options/include_storage
            inspect | /options/include_databases | 0 | WRONG_TYPE /options/include_databases
            inspect | /options/scan_vulnerabilities | 0 | WRONG_TYPE /options/scan_vulnerabilities
            inspect | /options/unheard_of | 0 | -
            inspect | /output/format | "xml" | INVALID_VALUE /output/format
            inspect | /output/format | "yaml" | -
            inspect | /output/destination | "" | INVALID_VALUE /output/destination
            inspect | /output/compression | "zip" | INVALID_VALUE /output/compression
            inspect | /output/compression | "zstd" | -
            inspect | /output/compression | "gzip" | -
            inspect | /output/compression | true | WRONG_TYPE /output/compression
            profile | /profiles | [] | INVALID_VALUE /profiles
            profile | /profiles | "security" | WRONG_TYPE /profiles
            profile | /profiles | ["security","security"] | -
            profile | /profiles | ["compliance","hardening","performance","migration"] | -
            profile | /profiles | ["security","other"] | INVALID_VALUE /profiles/1
            profile | /profiles/0 | null | WRONG_TYPE /profiles/0
            profile | /options/severity_threshold | "critical" | -
            profile | /options/severity_threshold | "severe" | INVALID_VALUE /options/severity_threshold
            profile | /options/fail_on_critical | 1 | WRONG_TYPE /options/fail_on_critical
            profile | /options/include_remediation | 1 | WRONG_TYPE /options/include_remediation
            profile | /output/include_remediation | 1 | WRONG_TYPE /output/include_remediation
            fix | /operations | [] | INVALID_VALUE /operations
            fix | /operations/0 | "fsck" | WRONG_TYPE /operations/0
            fix | /operations/0/type | "unlisted" | -
            fix | /operations/0/type | 1 | WRONG_TYPE /operations/0/type
            fix | /operations/0/options | [] | WRONG_TYPE /operations/0/options
            fix | /operations/0/options/auto_repair | 1 | WRONG_TYPE /operations/0/options/auto_repair
            fix | /operations/0/options/filesystem | 1 | WRONG_TYPE /operations/0/options/filesystem
            fix | /operations/0/options/force | 1 | -
            fix | /operations/0 | {"type":"selinux_relabel","options":{"force":1}} | WRONG_TYPE /operations/0/options/force
            fix | /operations/0 | {"type":"initramfs_regenerate","options":{"kernel_version":1}} | WRONG_TYPE /operations/0/options/kernel_version
            fix | /operations/0 | {"type":"initramfs_regenerate","options":{"kernel_version":"auto"}} | -
            fix | /image/create_backup | "x" | WRONG_TYPE /image/create_backup
            fix | /image/backup_path | 1 | WRONG_TYPE /image/backup_path
            fix | /image/backup_path | "" | INVALID_VALUE /image/backup_path
            fix | /execution_policy/stop_on_error | 1 | WRONG_TYPE /execution_policy/stop_on_error
            fix | /execution_policy/validate_before_commit | 1 | WRONG_TYPE /execution_policy/validate_before_commit
            fix | /output/fixed_image | 1 | WRONG_TYPE /output/fixed_image
            fix | /output/log_path | 1 | WRONG_TYPE /output/log_path
            fix | /output/report_format | 1 | WRONG_TYPE /output/report_format
            convert | /source/checksum | "md5:1" | UNSUPPORTED_CHECKSUM_ALGORITHM /source/checksum
            convert | /target/format | "tar" | INVALID_VALUE /target/format
            convert | /target/compression | true | -
            convert | /target/compression | "none" | -
            convert | /target/compression | "zlib" | -
            convert | /target/compression | "gzip" | INVALID_VALUE /target/compression
            convert | /target/compression | 1 | WRONG_TYPE /target/compression
            convert | /target/compression_type | "zstd" | -
            convert | /target/compression_type | "none" | INVALID_VALUE /target/compression_type
            convert | /options/verify_after_convert | 1 | WRONG_TYPE /options/verify_after_convert
            convert | /options/preserve_sparse | 1 | WRONG_TYPE /options/preserve_sparse
            convert | /image | {"path":"/x"} | CONFLICTING_VALUES /image
            convert | /target_format | "raw" | CONFLICTING_VALUES /target_format
            convert | /image | null | -
            short | /source | {"path":"/x"} | CONFLICTING_VALUES /image
            short | /target_format | "tar" | INVALID_VALUE /target_format
            short | /compression | "zstd" | -
            short | /compression | false | -
            short | /compression | "lzma" | INVALID_VALUE /compression
            compare | /options/compare_packages | 1 | WRONG_TYPE /options/compare_packages
            compare | /options/compare_files | 1 | WRONG_TYPE /options/compare_files
            compare | /options/compare_config | 1 | WRONG_TYPE /options/compare_config
            compare | /options/ignore_timestamps | 1 | WRONG_TYPE /options/ignore_timestamps
            compare | /output/include_recommendations | 1 | WRONG_TYPE /output/include_recommendations
            explore | /action | "rm" | INVALID_VALUE /action
            explore | /action | "stat" | -
            explore | /action | "cat" | -
            explore | /action | "find" | -
            explore | /action | "download" | -
            explore | /action | "hash" | -
            explore | /action | "grep" | -
            explore | /path | "" | INVALID_VALUE /path
            explore | /path | 1 | WRONG_TYPE /path
            explore | /pattern | 1 | WRONG_TYPE /pattern
            explore | /pattern | "" | -
            explore | /max_results | 0 | INVALID_VALUE /max_results
            explore | /max_results | 1 | -
            explore | /output/destination | 1 | WRONG_TYPE /output/destination
            workflow | /jobs | {} | WRONG_TYPE /jobs
            workflow | /jobs/0 | null | WRONG_TYPE /jobs/0
            workflow | /jobs/0/id | 1 | WRONG_TYPE /jobs/0/id
            workflow | /jobs/0/operation | 1 | WRONG_TYPE /jobs/0/operation
            workflow | /jobs/0/payload | 1 | WRONG_TYPE /jobs/0/payload
            workflow | /jobs/0/depends_on | "a" | WRONG_TYPE /jobs/0/depends_on
            workflow | /jobs/0/depends_on/0 | null | WRONG_TYPE /jobs/0/depends_on/0
            workflow | /parallelism | 0 | INVALID_VALUE /parallelism
            """)
    void oneChangedPlaceIsReportedThere(String operation, String pointer, String value, String expected) {
        assertThat(check(Docs.with(job(operation), "/payload/data" + pointer, value)))
                .isEqualTo(expected(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            sha256: | 64 | -
            sha512: | 128 | -
            - | 64 | -
            sha256: | 63 | INVALID_VALUE
            sha256: | 65 | INVALID_VALUE
            sha256: | 128 | INVALID_VALUE
            sha512: | 64 | INVALID_VALUE
            - | 128 | INVALID_VALUE
            SHA256: | 64 | UNSUPPORTED_CHECKSUM_ALGORITHM
            md5: | 32 | UNSUPPORTED_CHECKSUM_ALGORITHM
            sha1: | 40 | UNSUPPORTED_CHECKSUM_ALGORITHM
            """)
    void checksumsNameTheirAlgorithm(String algorithm, int digits, String expected) {
        String checksum = (algorithm == null ? "" : algorithm) + "aB".repeat(64).substring(0, digits);
        String document = Docs.with(job("inspect"), "/payload/data/image/checksum", "\"" + checksum + "\"");
        assertThat(check(document))
                .isEqualTo(expected == null ? List.of() : List.of(expected + " /payload/data/image/checksum"));
    }

    @Test
    void digitsOfAChecksumAreHex() {
        String document = Docs.with(job("inspect"), "/payload/data/image/checksum", "\"" + "g".repeat(64) + "\"");
        assertThat(check(document)).containsExactly("INVALID_VALUE /payload/data/image/checksum");
    }

    @Test
    void convertWithoutAnyFormMissesTheLongOne() {
        assertThat(check(Docs.job("guestkit.convert", "{}")))
                .containsExactly("MISSING /payload/data/source", "MISSING /payload/data/target");
    }

    @Test
    void operationsWithoutDataIgnoreIt() {
        assertThat(check(Docs.job("system.health-check", "[\"whatever\"]"))).isEmpty();
    }
}
