package dev.guestkit.http.server.internal.stream;

import dev.guestkit.http.server.internal.route.Sink;
import dev.guestkit.worker.spi.JobClient;
import dev.guestkit.worker.spi.Subscription;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Every open stream of events, woken when its job changes and now and then besides. Thread-safe. */
public final class EventHub implements AutoCloseable {
    private static final long REMIND_SECONDS = 15;

    private final JobClient client;
    private final Executor workers;
    private final ConcurrentHashMap<String, Set<EventStream>> streams = new ConcurrentHashMap<>();
    private final Future<?> reminder;
    private final AtomicReference<@Nullable Subscription> changes = new AtomicReference<>();

    /** Makes one that listens from its first stream on. */
    @SuppressWarnings("this-escape") // the timer looks at the streams only, which are made by then
    public EventHub(JobClient client, Executor workers, ScheduledExecutorService timer) {
        this.client = client;
        this.workers = workers;
        this.reminder = timer.scheduleWithFixedDelay(this::remind, REMIND_SECONDS, REMIND_SECONDS, TimeUnit.SECONDS);
    }

    /** What writes the events of a job after the one with this id. */
    Consumer<Sink> stream(String jobId, long after, boolean logsOnly) {
        return sink -> {
            listen();
            AtomicReference<@Nullable EventStream> self = new AtomicReference<>();
            EventStream stream =
                    new EventStream(client, jobId, logsOnly, after, sink, workers, () -> forget(self.get()));
            self.set(stream);
            streams.computeIfAbsent(jobId, id -> ConcurrentHashMap.newKeySet()).add(stream);
            stream.begin();
        };
    }

    private void listen() {
        if (changes.get() == null) {
            Subscription made = client.onChange(this::changed);
            if (!changes.compareAndSet(null, made)) {
                made.close();
            }
        }
    }

    private void changed(String jobId) {
        Set<EventStream> interested = streams.get(jobId);
        if (interested != null) {
            interested.forEach(EventStream::wake);
        }
    }

    private void remind() {
        streams.values().forEach(set -> set.forEach(EventStream::remind));
    }

    private void forget(@Nullable EventStream stream) {
        if (stream != null) {
            streams.computeIfPresent(stream.jobId(), (id, set) -> {
                set.remove(stream);
                return set.isEmpty() ? null : set;
            });
        }
    }

    /** How many streams are open. */
    public int size() {
        return streams.values().stream().mapToInt(Set::size).sum();
    }

    /** Ends every stream: clients come again, and go on where they were. */
    @Override
    public void close() {
        reminder.cancel(false);
        Subscription listening = changes.getAndSet(null);
        if (listening != null) {
            listening.close();
        }
        streams.values().forEach(set -> set.forEach(EventStream::leave));
    }
}
