package dev.guestkit.appliance.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestkit.appliance.ApplianceException;
import dev.guestkit.appliance.EngineProbe.Finding;
import dev.guestkit.appliance.EngineProbe.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostToolsTest {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    @TempDir
    Path root;

    @Test
    void emptyMachineLacksEverythingAndEachHasAFix() {
        HostTools tools = new HostTools(host(false), root.resolve("no/java"));

        assertThat(tools.findings()).hasSize(7).allSatisfy(finding -> {
            assertThat(finding.verdict()).isEqualTo(Verdict.BROKEN);
            assertThat(finding.fix()).isNotBlank();
        });
        assertThatThrownBy(tools::require)
                .isInstanceOf(ApplianceException.class)
                .hasMessageContaining("apt-get install libguestfs-java")
                .hasMessageContaining("apt-get install linux-image-cloud-amd64");
    }

    @Test
    void completeMachineHasNothingBroken() throws IOException {
        complete();

        assertThat(tools().findings()).hasSize(6).extracting(Finding::verdict).containsOnly(Verdict.OK);
        assertThat(tools().version()).isEqualTo("1.48.6");
        tools().require();
    }

    @Test
    void kernelWithoutItsModulesIsSaid() throws IOException {
        complete();
        Files.delete(root.resolve("lib/modules/6.1.0"));

        assertThat(kernel().verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(kernel().detail()).contains("/lib/modules");
    }

    @Test
    void kernelThatOnlyRootCanReadIsSaidWithTheCommandThatMendsIt() throws IOException {
        complete();
        Files.setPosixFilePermissions(root.resolve("boot/vmlinuz-6.1.0"), PosixFilePermissions.fromString("---------"));
        boolean root = Files.isReadable(this.root.resolve("boot/vmlinuz-6.1.0"));

        // Who is root reads it all the same.
        assertThat(kernel().verdict()).isEqualTo(root ? Verdict.OK : Verdict.BROKEN);
        assertThat(kernel().fix()).startsWith(root ? "" : "as root: dpkg-statoverride");
    }

    @Test
    void kernelBesideItsModulesWillDo() throws IOException {
        complete();
        Files.delete(root.resolve("boot/vmlinuz-6.1.0"));
        file("lib/modules/6.1.0/vmlinuz");
        file("lib/modules/6.1.0/modules.dep");

        assertThat(kernel().verdict()).isEqualTo(Verdict.OK);
    }

    @Test
    void fixedApplianceNeedsNoKernel() throws IOException {
        complete();
        Files.delete(root.resolve("boot/vmlinuz-6.1.0"));
        Files.delete(root.resolve("bin/supermin"));

        new HostTools(host(true), JAVA).require();
    }

    private Finding kernel() {
        return tools().findings().stream()
                .filter(f -> f.subject().equals("kernel"))
                .findFirst()
                .orElseThrow();
    }

    private HostTools tools() {
        return new HostTools(host(false), JAVA);
    }

    private void complete() throws IOException {
        file("usr/share/java/libguestfs-1.48.6.jar");
        file("usr/lib/x86_64-linux-gnu/jni/libguestfs_jni.so");
        file("boot/vmlinuz-6.1.0");
        Files.createDirectories(root.resolve("lib/modules/6.1.0"));
        for (String program : List.of("qemu-img", "supermin", "qemu-system-x86_64")) {
            Files.setPosixFilePermissions(file("bin/" + program), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private Host host(boolean fixedAppliance) {
        return new Host(
                root,
                List.of(root.resolve("bin")),
                "x86_64",
                fixedAppliance ? java.util.Optional.of(root) : java.util.Optional.empty());
    }

    private Path file(String name) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "x");
    }
}
