package dev.guestkit.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.app.CommandRun;
import dev.guestkit.app.doctor.Finding.Verdict;
import dev.guestkit.appliance.EngineProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    @TempDir
    Path root;

    @Test
    void everyFindingOfTheEngineIsShownWithItsFix() {
        assertThat(Finding.of(EngineProbe.Finding.slow("KVM", "no device", "load the module")))
                .isEqualTo(new Finding("KVM", Verdict.SLOW, "no device", Optional.of("load the module")));
        assertThat(Finding.of(EngineProbe.Finding.ok("qemu", "/usr/bin/qemu")).fix())
                .isEmpty();
    }

    @Test
    void thisMachineIsJudgedByWhatItsEngineSays() {
        CommandRun run = CommandRun.of(root, "doctor", "--output", "json");

        assertThat(run.json().findValuesAsText("subject"))
                .contains("Java", "memory", "spool", "libguestfs binding", "qemu", "kernel", "KVM");
        assertThat(run.code()).isEqualTo(run.out().contains("\"broken\"") ? 1 : 0);
        assertThat(run.json())
                .filteredOn(f -> f.at("/verdict").asText().matches("slow|broken"))
                .allSatisfy(f -> assertThat(f.at("/fix").asText()).isNotBlank());
    }

    @Test
    void littleMemoryIsSaidAndUnknownIsNoPass() throws IOException {
        HostChecks checks = new HostChecks(root);

        assertThat(checks.memory().verdict()).isEqualTo(Verdict.UNKNOWN);
        Files.writeString(file("proc/meminfo"), "MemTotal: 9999999 kB\nMemAvailable:   204800 kB\n");
        assertThat(checks.memory().verdict()).isEqualTo(Verdict.BROKEN);
        Files.writeString(root.resolve("proc/meminfo"), "MemAvailable:   4048000 kB\n");
        assertThat(checks.memory().verdict()).isEqualTo(Verdict.OK);
    }

    @Test
    void oldJavaIsBroken() {
        assertThat(HostChecks.java(11).verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(HostChecks.java(17).verdict()).isEqualTo(Verdict.OK);
    }

    @Test
    void spoolUnderAFileCannotBeMade() throws IOException {
        Path file = file("a-file");

        assertThat(HostChecks.spool(file.resolve("spool")).verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(HostChecks.spool(root.resolve("a/b/c")).verdict()).isEqualTo(Verdict.OK);
    }

    private Path file(String name) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "x");
    }
}
