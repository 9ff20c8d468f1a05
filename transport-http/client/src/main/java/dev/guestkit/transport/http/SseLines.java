package dev.guestkit.transport.http;

import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lines to events, as the HTML standard has it (section 9.2.6, interpreting an event stream), as far as this API sends it. Asks
 * for lines one by one, so that a slow listener slows the server's stream and not this end's memory. For one connection.
 */
final class SseLines implements Flow.Subscriber<String> {
    private final Runnable heard;
    private final Consumer<SseEvent> listener;
    private final Consumer<@Nullable Throwable> end;
    private final StringBuilder data = new StringBuilder();
    private String name = "";
    private String id;
    private volatile Flow.@Nullable Subscription lines;
    private volatile boolean cancelled;

    /**
     * Makes one.
     *
     * @param id the newest one seen on an earlier connection
     * @param heard called for every line
     * @param end called once, with what broke the stream if anything did
     */
    SseLines(String id, Runnable heard, Consumer<SseEvent> listener, Consumer<@Nullable Throwable> end) {
        this.id = id;
        this.heard = heard;
        this.listener = listener;
        this.end = end;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        lines = subscription;
        if (cancelled) {
            subscription.cancel();
        } else {
            subscription.request(1);
        }
    }

    @Override
    public void onNext(String line) {
        heard.run();
        if (line.isEmpty()) {
            dispatch();
        } else if (!line.startsWith(":")) {
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1);
            field(field, value.startsWith(" ") ? value.substring(1) : value);
        }
        Flow.Subscription more = lines;
        if (more != null) {
            more.request(1);
        }
    }

    private void field(String field, String value) {
        switch (field) {
            case "event" -> name = value;
            case "data" -> data.append(value).append('\n');
            case "id" -> id = value;
            default -> {} // retry: reconnection here has its own pace; anything else is to be ignored
        }
    }

    private void dispatch() {
        if (!data.isEmpty()) {
            String text = data.substring(0, data.length() - 1);
            String kind = name.isEmpty() ? "message" : name;
            data.setLength(0);
            name = "";
            listener.accept(new SseEvent(kind, text, id));
        }
        name = "";
    }

    @Override
    public void onError(Throwable cause) {
        end.accept(cause);
    }

    @Override
    public void onComplete() {
        end.accept(null);
    }

    void cancel() {
        cancelled = true;
        Flow.Subscription open = lines;
        if (open != null) {
            open.cancel();
        }
    }
}
