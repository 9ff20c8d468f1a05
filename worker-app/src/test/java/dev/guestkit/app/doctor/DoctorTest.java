package dev.guestkit.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.app.doctor.Finding.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    @TempDir
    Path root;

    @Test
    void emptyMachineLacksEverythingAndEachHasAFix() {
        List<Finding> findings = new GuestfsChecks(host()).all();

        assertThat(findings).hasSize(7).allSatisfy(finding -> {
            assertThat(finding.verdict()).isEqualTo(Verdict.BROKEN);
            assertThat(finding.fix()).isPresent();
        });
    }

    @Test
    void completeMachineHasNothingBroken() throws IOException {
        file("usr/share/java/libguestfs-1.48.6.jar");
        file("usr/lib/x86_64-linux-gnu/jni/libguestfs_jni.so");
        file("boot/vmlinuz-6.1.0");
        Files.createDirectories(root.resolve("lib/modules/6.1.0"));
        for (String program : List.of("qemu-img", "supermin", "qemu-system-x86_64")) {
            Files.setPosixFilePermissions(file("bin/" + program), PosixFilePermissions.fromString("rwxr-xr-x"));
        }

        assertThat(new GuestfsChecks(host()).all()).extracting(Finding::verdict).containsOnly(Verdict.OK);
    }

    @Test
    void kernelWithoutItsModulesIsSaid() throws IOException {
        file("boot/vmlinuz-6.1.0");

        assertThat(new GuestfsChecks(host()).all())
                .filteredOn(f -> f.subject().equals("kernel modules"))
                .extracting(Finding::verdict)
                .containsExactly(Verdict.BROKEN);
    }

    @Test
    void littleMemoryIsSaidAndUnknownIsNoPass() throws IOException {
        HostChecks checks = new HostChecks(host());

        assertThat(checks.memory().verdict()).isEqualTo(Verdict.UNKNOWN);
        Files.writeString(file("proc/meminfo"), "MemTotal: 9999999 kB\nMemAvailable:   204800 kB\n");
        assertThat(checks.memory().verdict()).isEqualTo(Verdict.BROKEN);
        Files.writeString(root.resolve("proc/meminfo"), "MemAvailable:   4048000 kB\n");
        assertThat(checks.memory().verdict()).isEqualTo(Verdict.OK);
    }

    @Test
    void missingKvmIsSlowButNotBroken() {
        Finding finding = new KvmCheck(host()).look();

        assertThat(finding.verdict()).isEqualTo(Verdict.SLOW);
        assertThat(finding.fix()).isPresent();
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

    private Host host() {
        return new Host(root, List.of(root.resolve("bin")), "amd64");
    }

    private Path file(String name) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "x");
    }
}
