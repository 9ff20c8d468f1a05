package dev.guestkit.app.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestkit.app.CliException;
import dev.guestkit.app.Surroundings;
import dev.guestkit.app.config.KeySource;
import dev.guestkit.appliance.LibguestfsEngine;
import dev.guestkit.handlers.KeyRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppliancesTest {
    @TempDir
    Path directory;

    @Test
    void keysAreOfferedToTheDevicesTheyAreFor() throws IOException {
        Files.writeString(directory.resolve("key"), "one\n");

        try (Appliances appliances = appliances("/dev/sda2:file:key", "U-1:env:TWO", "all:env:THREE")) {
            assertThat(keys(appliances, "/dev/sda2", "")).containsExactly("one", "three");
            assertThat(keys(appliances, "/dev/sda1", "u-1")).containsExactly("two", "three");
            assertThat(keys(appliances, "/dev/sda1", "")).containsExactly("three");
        }
    }

    @Test
    void keyThatCannotBeHadIsSaidAtTheStart() {
        assertThatThrownBy(() -> appliances("all:file:none"))
                .isInstanceOf(CliException.class)
                .hasMessageContaining(directory.resolve("none").toString());
        assertThatThrownBy(() -> appliances("all:env:NONE"))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("NONE");
    }

    private Appliances appliances(String... keys) {
        Map<String, String> environment = Map.of("TWO", "two", "THREE", "three");
        return Appliances.of(
                Stream.of(keys).map(KeySource::parse).toList(),
                LibguestfsEngine.builder(),
                new Surroundings(environment, directory, directory, false, 100));
    }

    private List<String> keys(Appliances appliances, String device, String uuid) {
        KeyRequest request = new KeyRequest(
                "job-1",
                directory.resolve("disk.qcow2"),
                device,
                Optional.of(uuid).filter(u -> !u.isEmpty()));
        return appliances.keys().keys(request).stream()
                .map(key -> new String(key.bytes(), StandardCharsets.UTF_8))
                .toList();
    }
}
