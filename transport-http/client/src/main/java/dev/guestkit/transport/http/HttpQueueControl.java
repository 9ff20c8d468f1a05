package dev.guestkit.transport.http;

import dev.guestkit.transport.http.internal.StoreJson;
import dev.guestkit.transport.http.internal.WireJson;
import dev.guestkit.transport.http.internal.WireObject;
import dev.guestkit.transport.http.internal.WirePaths;
import dev.guestkit.worker.spi.QueueControl;
import dev.guestkit.worker.spi.QueueStats;
import java.util.Optional;

/** What operators do with a server's queue. Thread-safe. */
final class HttpQueueControl implements QueueControl {
    private final Link link;

    HttpQueueControl(Link link) {
        this.link = link;
    }

    @Override
    public QueueStats stats() {
        return link.get(WirePaths.STATS, StoreJson::stats);
    }

    @Override
    public void pause(String reason) {
        link.post(WirePaths.PAUSE, WireJson.object().put("reason", reason), data -> true);
    }

    @Override
    public void resume() {
        link.post(WirePaths.RESUME, WireJson.object(), data -> true);
    }

    @Override
    public Optional<String> pauseReason() {
        return link.get(WirePaths.STATS, (WireObject data) -> data.optionalText("pause_reason"));
    }

    /** Nothing: the server's clock alone decides which lease is dead, and the server looks by itself. */
    @Override
    public int expire() {
        return 0;
    }
}
