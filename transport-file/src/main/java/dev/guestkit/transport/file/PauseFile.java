package dev.guestkit.transport.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A file whose presence stops claims, whoever runs, until it is removed; it holds the reason. Thread-safe. */
final class PauseFile {
    private final Layout layout;
    private final SpoolFiles files;

    PauseFile(Layout layout, SpoolFiles files) {
        this.layout = layout;
        this.files = files;
    }

    void pause(String reason) throws IOException {
        files.replace(layout.pause(), (reason + "\n").getBytes(StandardCharsets.UTF_8), true);
    }

    void resume() throws IOException {
        if (files.unlink(layout.pause())) {
            files.sync(layout.control());
        }
    }

    boolean isPaused() {
        return files.exists(layout.pause());
    }

    Optional<String> reason() throws IOException {
        return files.read(layout.pause()).map(text -> new String(text, StandardCharsets.UTF_8).stripTrailing());
    }
}
