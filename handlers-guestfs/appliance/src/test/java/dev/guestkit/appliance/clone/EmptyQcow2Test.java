package dev.guestkit.appliance.clone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.guestkit.appliance.internal.LimitedProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What we write as an empty overlay is one to qemu. */
class EmptyQcow2Test {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {512, 1000, 1 << 29, (1L << 29) + 1, 1L << 43})
    void qemuFindsNothingWrong(long size) throws Exception {
        Path file = folder.resolve("empty.qcow2");
        EmptyQcow2.create(file, size);
        LimitedProcess process = new LimitedProcess(Duration.ofSeconds(10), 1L << 30);
        assertThat(process.run(List.of("qemu-img", "check", "-f", "qcow2", file.toString()))
                        .status())
                .isZero();
        assertThat(process.run(List.of("qemu-img", "info", "--output=json", "-f", "qcow2", file.toString()))
                        .output())
                .contains("\"virtual-size\": " + (size + 511) / 512 * 512)
                .doesNotContain("backing");
    }
}
