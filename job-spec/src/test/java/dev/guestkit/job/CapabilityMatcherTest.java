package dev.guestkit.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapabilityMatcherTest {
    private final JobCodec codec = JobCodec.standard();

    private List<String> mismatches(String job, String worker) {
        return CapabilityMatcher.mismatches(codec.readJob(Docs.bytes(job)), codec.readCapabilities(Docs.bytes(worker)))
                .stream()
                .map(Mismatch::pointer)
                .toList();
    }

    @Test
    void theFullJobMatchesTheFullWorker() {
        assertThat(mismatches(Docs.JOB, Docs.WORKER)).isEmpty();
        assertThat(CapabilityMatcher.matches(
                        codec.readJob(Docs.bytes(Docs.JOB)), codec.readCapabilities(Docs.bytes(Docs.WORKER))))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            /constraints/required_capabilities | ["guestkit.profile"] | /constraints/required_capabilities/0
            /constraints/required_capabilities | ["disk.qcow2","fs.lvm","guestkit.inspect"] | -
            /constraints/required_capabilities | ["disk.qcow2","disk.vmdk"] | /constraints/required_capabilities/1
            /constraints/required_capabilities | ["fs.btrfs"] | /constraints/required_capabilities/0
            /constraints/required_capabilities | ["fs.kvm"] | /constraints/required_capabilities/0
            /constraints/required_capabilities | ["lvm"] | /constraints/required_capabilities/0
            /constraints/required_capabilities | ["disk.lvm"] | /constraints/required_capabilities/0
            /constraints/required_features | ["lvm","kvm"] | -
            /constraints/required_features | ["fs.lvm"] | /constraints/required_features/0
            /constraints/required_features | ["nbd"] | /constraints/required_features/0
            /constraints/minimum_worker_version | "1.2.3" | -
            /constraints/minimum_worker_version | "1.2.3-rc.1" | -
            /constraints/minimum_worker_version | "1.2.4" | /constraints/minimum_worker_version
            /constraints/minimum_worker_version | "1.10.0" | /constraints/minimum_worker_version
            /constraints/minimum_worker_version | "2.0.0-alpha" | /constraints/minimum_worker_version
            /constraints/maximum_disk_size_gb | 100 | -
            /constraints/maximum_disk_size_gb | 101 | /constraints/maximum_disk_size_gb
            /constraints/require_privileged | true | /constraints/require_privileged
            /constraints/allowed_worker_pools | [] | -
            /constraints/allowed_worker_pools | ["q","p"] | -
            /constraints/allowed_worker_pools | ["q"] | /constraints/allowed_worker_pools
            /routing/worker_id | "other" | /routing/worker_id
            /routing/worker_id | "W" | /routing/worker_id
            /routing/worker_pool | "other" | /routing/worker_pool
            """)
    void oneRequirementIsMissed(String pointer, String value, String expected) {
        assertThat(mismatches(Docs.with(Docs.JOB, pointer, value), Docs.WORKER))
                .isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @Test
    void aWorkerWithoutPoolIsInNone() {
        String worker = Docs.without(Docs.WORKER, "/configuration/worker_pool");
        assertThat(mismatches(Docs.JOB, worker))
                .containsExactly("/constraints/allowed_worker_pools", "/routing/worker_pool");
    }

    @Test
    void aWorkerWithoutDiskLimitTakesAnySize() {
        String worker = Docs.without(Docs.WORKER, "/resources/max_disk_size_gb");
        assertThat(mismatches(Docs.with(Docs.JOB, "/constraints/maximum_disk_size_gb", "9999999"), worker))
                .isEmpty();
    }

    @Test
    void aPrivilegedWorkerTakesWhatRequiresIt() {
        String worker = Docs.with(Docs.WORKER, "/configuration/privileged", "true");
        assertThat(mismatches(Docs.with(Docs.JOB, "/constraints/require_privileged", "true"), worker))
                .isEmpty();
    }

    @Test
    void theOperationItselfMustBeAtHand() {
        String worker = Docs.with(Docs.WORKER, "/capabilities/operations", "[]");
        String job = Docs.without(Docs.JOB, "/constraints");
        assertThat(mismatches(job, worker)).containsExactly("/operation");
    }

    @ParameterizedTest
    @CsvSource({"0.1.0-SNAPSHOT", "0.9.9", "development"})
    void ourOwnVersionCountsAsOneOrLater(String version) {
        String worker = Docs.with(Docs.WORKER, "/version", "\"" + version + "\"");
        assertThat(mismatches(Docs.JOB, worker)).isEmpty();
        assertThat(mismatches(Docs.with(Docs.JOB, "/constraints/minimum_worker_version", "\"1.0.1\""), worker))
                .containsExactly("/constraints/minimum_worker_version");
    }

    @Test
    void versionsAreOrderedAsTheStandardSays() {
        String[] ascending = {
            "1.0.0-alpha",
            "1.0.0-alpha.1",
            "1.0.0-alpha.beta",
            "1.0.0-beta",
            "1.0.0-beta.2",
            "1.0.0-beta.11",
            "1.0.0-rc.1",
            "1.0.0",
            "1.0.1",
            "1.2.0",
            "1.10.0",
            "2.0.0",
            "99999999999999999999.0.0"
        };
        for (int i = 0; i < ascending.length; i++) {
            for (int k = 0; k < ascending.length; k++) {
                assertThat(Integer.signum(version(ascending[i]).compareTo(version(ascending[k]))))
                        .as(ascending[i] + " and " + ascending[k])
                        .isEqualTo(Integer.compare(i, k));
            }
        }
        assertThat(version("1.0.0+a")).isEqualByComparingTo(version("1.0.0+b"));
    }

    private static SemanticVersion version(String text) {
        return SemanticVersion.parse(text).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"1", "1.0", "1.0.0.0", "v1.0.0", "1.0.0-", "1.0.0+", "1.0.0-a..b", "1.0.0-ü", "1.-1.0", "'1.0.0 '", "''"
    })
    void whatIsNoSemanticVersionIsRefused(String text) {
        assertThat(SemanticVersion.parse(text)).isEmpty();
    }

    @Test
    void aVersionOfAHundredThousandPartsIsReadWithoutOverflow() {
        assertThat(SemanticVersion.parse("1.0.0-" + "a.".repeat(100_000) + "a")).isPresent();
    }
}
