package dev.guestkit.worker.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.job.JobCodec;
import dev.guestkit.job.JobResult;
import dev.guestkit.job.JobStatus;
import dev.guestkit.job.Json;
import dev.guestkit.job.WorkerCapabilities;
import dev.guestkit.worker.internal.system.CapabilityReport;
import dev.guestkit.worker.internal.system.HealthCheck;
import dev.guestkit.worker.internal.system.SystemEcho;
import dev.guestkit.worker.internal.system.TestEcho;
import dev.guestkit.worker.spi.CapabilityProbe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemHandlersTest {
    private static final class FixedProbe implements CapabilityProbe {
        @Override
        public Set<String> features() {
            return Set.of("lvm", "xfs");
        }

        @Override
        public Set<String> diskFormats() {
            return Set.of("qcow2");
        }
    }

    private static final class BrokenProbe implements CapabilityProbe {
        @Override
        public Set<String> features() {
            throw new NoClassDefFoundError("planted");
        }

        @Override
        public Set<String> diskFormats() {
            throw new IllegalStateException("planted");
        }
    }

    private final WorkerFixture fixture = new WorkerFixture();

    @TempDir
    Path scratch;

    @AfterEach
    void close() {
        fixture.close();
    }

    private Json data(String operation) {
        fixture.start(b -> b.handler(new SystemEcho())
                .handler(new TestEcho())
                .handler(new HealthCheck())
                .handler(new CapabilityReport())
                .scratchDir(scratch)
                .workerId("w-1")
                .pool("blue")
                .locality("disk_locality", "rack-7")
                .probe(new FixedProbe())
                .probe(new BrokenProbe()));
        JobResult result = fixture.result(fixture.submit(operation));
        assertThat(result.status()).isEqualTo(JobStatus.COMPLETED);
        return result.data().orElseThrow();
    }

    @Test
    void echoGivesBackWhatItGot() {
        for (String operation : new String[] {"system.echo", "test.echo"}) {
            assertThat(data(operation).at("/echo")).contains(Json.ofValue("x"));
            assertThat(data(operation).at("/message").flatMap(Json::text)).isPresent();
        }
    }

    @Test
    void healthSaysWhatItTried() {
        Json data = data("system.health-check");
        assertThat(data.at("/status")).contains(Json.ofValue("healthy"));
        assertThat(data.at("/checks/store/status")).contains(Json.ofValue("ok"));
        assertThat(data.at("/checks/scratch/free_bytes")).isPresent();
        assertThat(data.at("/worker_id")).contains(Json.ofValue("w-1"));
    }

    @Test
    void healthSaysWhenScratchSpaceCannotBeWritten() throws java.io.IOException {
        Path file = Files.writeString(scratch.resolve("file"), "in the way");
        scratch = file.resolve("below");
        Json data = data("system.health-check");
        assertThat(data.at("/status")).contains(Json.ofValue("unhealthy"));
        assertThat(data.at("/checks/scratch/status")).contains(Json.ofValue("failed"));
        assertThat(data.at("/checks/scratch/message")).isPresent();
    }

    @Test
    void capabilitiesAreProbedAndABrokenProbeIsLeftOut() {
        WorkerCapabilities document =
                JobCodec.standard().readCapabilities(JobCodec.standard().write(data("system.capability-probe")));
        assertThat(document.capabilities().operations())
                .containsExactly("system.capability-probe", "system.echo", "system.health-check", "test.echo");
        assertThat(document.capabilities().features()).contains("lvm", "xfs");
        assertThat(document.capabilities().features().contains("kvm"))
                .isEqualTo(Files.isReadable(Path.of("/dev/kvm")) && Files.isWritable(Path.of("/dev/kvm")));
        assertThat(document.capabilities().diskFormats()).containsExactly("qcow2");
        assertThat(document.configuration().workerPool()).contains("blue");
        assertThat(document.configuration().dataLocality()).containsEntry("disk_locality", "rack-7");
        assertThat(document.resources().cpuCores()).isPositive();
        assertThat(document.status().currentJobs()).isEqualTo(1);
    }
}
