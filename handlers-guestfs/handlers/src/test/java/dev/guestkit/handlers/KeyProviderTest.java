package dev.guestkit.handlers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.guestkit.worker.spi.HandlerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyProviderTest {
    private final KeyRequest request =
            new KeyRequest("job-1", Path.of("/images/a.qcow2"), "/dev/sda2", Optional.of("u-1"));

    @Test
    void fileGivesItsContentWithoutTheLastLineBreak(@TempDir Path home) throws IOException {
        Path file = home.resolve("key");
        Files.writeString(file, "two\nlines\r\n");

        assertThat(texts(KeyProvider.file(file))).containsExactly("two\nlines");
    }

    @Test
    void missingFileAndUnsetVariableGiveNoKey(@TempDir Path home) {
        assertThat(KeyProvider.file(home.resolve("none")).keys(request)).isEmpty();
        assertThat(KeyProvider.environment("KEY", Map.of()).keys(request)).isEmpty();
        assertThat(KeyProvider.environment("KEY", Map.of("KEY", "")).keys(request))
                .isEmpty();
        assertThat(KeyProvider.none().keys(request)).isEmpty();
    }

    @Test
    void variableGivesItsValue() {
        assertThat(texts(KeyProvider.environment("KEY", Map.of("KEY", "schlüssel"))))
                .containsExactly("schlüssel");
    }

    @Test
    void commandIsToldWhichDeviceAndPrintsTheKey() {
        KeyProvider keys = KeyProvider.command(
                List.of("/bin/sh", "-c", "echo \"$GUESTKIT_JOB_ID $GUESTKIT_IMAGE $GUESTKIT_DEVICE $GUESTKIT_UUID\""));

        assertThat(texts(keys)).containsExactly("job-1 /images/a.qcow2 /dev/sda2 u-1");
    }

    @Test
    void commandThatPrintsNothingHasNoKey() {
        assertThat(KeyProvider.command(List.of("/bin/true")).keys(request)).isEmpty();
    }

    @Test
    void commandThatFailsEndsTheAttemptWithoutTellingItsArguments() {
        KeyProvider keys = KeyProvider.command(List.of("/bin/sh", "-c", "echo hush; exit 3", "token-4711"));

        assertThatThrownBy(() -> keys.keys(request))
                .isInstanceOf(HandlerException.class)
                .hasMessageContaining("/bin/sh")
                .hasMessageContaining("status 3")
                .hasMessageNotContaining("token-4711")
                .hasMessageNotContaining("hush");
    }

    @Test
    void commandThatIsNotThereEndsTheAttempt() {
        assertThatThrownBy(() ->
                        KeyProvider.command(List.of("/nonexistent/program")).keys(request))
                .isInstanceOf(HandlerException.class)
                .hasMessageContaining("could not be started");
    }

    @Test
    void providersAreAskedInTurn() {
        KeyProvider both = KeyProvider.environment("A", Map.of("A", "1")).and(r -> List.of(DiskKey.passphrase("2")));

        assertThat(texts(both)).containsExactly("1", "2");
    }

    @Test
    void keyIsNotShownAndIsOverwrittenWhenClosed() {
        DiskKey key = DiskKey.passphrase("secret");

        assertThat(key.toString()).doesNotContain("secret");
        key.close();
        assertThat(key.bytes()).containsOnly(0);
    }

    @Test
    void keyCannotBeEmptyOrEndless() {
        assertThatThrownBy(() -> DiskKey.of(new byte[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DiskKey.of(new byte[DiskKey.MAX_BYTES + 1]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keyThatWouldBeMangledOnItsWayIsRefusedLoudly(@TempDir Path folder) throws IOException {
        for (byte[] key :
                new byte[][] {{'a', 0, 'b'}, {(byte) 0xff, '\n'}, "\ud83d\ude00".getBytes(StandardCharsets.UTF_8)}) {
            assertThatThrownBy(() -> DiskKey.of(key)).hasMessageContaining("luksAddKey");
            Path file = Files.write(folder.resolve("binary.key"), key);
            assertThatThrownBy(() -> KeyProvider.file(file).keys(request))
                    .isInstanceOf(HandlerException.class)
                    .hasMessageContaining("luksAddKey");
        }
        assertThat(DiskKey.passphrase("pässwörd €").bytes()).isNotEmpty();
    }

    private List<String> texts(KeyProvider keys) {
        return keys.keys(request).stream()
                .map(k -> new String(k.bytes(), StandardCharsets.UTF_8))
                .toList();
    }
}
