package dev.guestkit.http.server.internal.stream;

import dev.guestkit.http.server.internal.route.Sink;
import dev.guestkit.worker.spi.EventPage;
import dev.guestkit.worker.spi.JobClient;
import dev.guestkit.worker.spi.JobEvent;
import dev.guestkit.worker.spi.StoredEvent;
import dev.guestkit.worker.spi.TransportException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events of one job on their way to one client: read from the store page by page, and only as fast as the client takes them. While
 * nothing happens it costs this object and a connection. Thread-safe.
 */
final class EventStream implements Sink.Written {
    private static final Logger log = LoggerFactory.getLogger(EventStream.class);
    private static final int PAGE = 200;

    private final JobClient client;
    private final String jobId;
    private final boolean logsOnly;
    private final Sink sink;
    private final Executor workers;
    private final Runnable ended;
    /** How often it was woken since it last looked; whoever makes it one looks. */
    private final AtomicInteger wakes = new AtomicInteger();

    private volatile long after;
    private volatile boolean alive;
    private volatile boolean last;
    private volatile boolean leaving;

    /**
     * Makes one.
     *
     * @param after the last event that the client has seen
     * @param ended is told when it is over
     */
    EventStream(
            JobClient client, String jobId, boolean logsOnly, long after, Sink sink, Executor workers, Runnable ended) {
        this.client = client;
        this.jobId = jobId;
        this.logsOnly = logsOnly;
        this.after = after;
        this.sink = sink;
        this.workers = workers;
        this.ended = ended;
    }

    String jobId() {
        return jobId;
    }

    /** Says how soon to come again, which also sends the head of the answer; then what there is. */
    void begin() {
        wakes.set(1);
        send("retry: 2000\n\n");
    }

    /** There may be more. */
    void wake() {
        if (wakes.getAndIncrement() == 0) {
            look();
        }
    }

    /** There may be more that nobody told of; if not, a sign of life. */
    void remind() {
        alive = true;
        wake();
    }

    private void look() {
        try {
            workers.execute(this::step);
        } catch (RejectedExecutionException e) {
            end(e);
        }
    }

    /** Sends the next page; when there is none, waits for the next wake. One at a time. */
    private void step() {
        try {
            int seen = wakes.get();
            StringBuilder text = leaving ? new StringBuilder() : next();
            if (text.length() > 0) {
                send(text.toString());
            } else if (last || leaving) {
                sink.close();
                ended.run();
            } else if (!wakes.compareAndSet(seen, 0)) {
                look();
            }
        } catch (TransportException e) {
            // Nothing is said of why: the client comes again, and may be luckier.
            log.warn("events of job {} cannot be read", jobId, e);
            end(e);
        } catch (RuntimeException e) { // whatever it is, the client must not wait for ever
            log.error("events of job {} cannot be sent", jobId, e);
            end(e);
        }
    }

    private StringBuilder next() {
        StringBuilder text = new StringBuilder();
        if (last) {
            return text;
        }
        EventPage page = client.events(jobId, after, PAGE);
        if (page.gap() && !page.events().isEmpty()) {
            gap(text, page.events().get(0).id());
        }
        for (StoredEvent stored : page.events()) {
            if (!logsOnly || stored.event() instanceof JobEvent.Log) {
                EventJson.append(
                        text, stored.id(), EventJson.name(stored.event()), EventJson.data(jobId, stored.event()));
            }
            after = stored.id();
        }
        if (page.ended()) {
            last = true;
            EventJson.append(
                    text, after + 1, "end", ("{\"job_id\":\"" + jobId + "\"}").getBytes(StandardCharsets.UTF_8));
        } else if (text.length() == 0 && !page.events().isEmpty()) {
            return next(); // nothing of it was for this client; the next page may be
        } else if (text.length() == 0 && alive) {
            alive = false;
            text.append(": alive\n\n");
        }
        return text;
    }

    private void gap(StringBuilder text, long first) {
        String data = "{\"job_id\":\"" + jobId + "\",\"first_missing\":" + (after + 1) + ",\"next\":" + first + "}";
        EventJson.append(text, first - 1, "gap", data.getBytes(StandardCharsets.UTF_8));
    }

    private void send(String text) {
        sink.write(text.getBytes(StandardCharsets.UTF_8), this);
    }

    @Override
    public void done() {
        look();
    }

    @Override
    public void failed(Throwable why) {
        log.debug("a client of the events of job {} is gone", jobId, why);
        sink.abort(why);
        ended.run();
    }

    /** Ends the answer as soon as nothing is under way; the client comes again and goes on there. */
    void leave() {
        leaving = true;
        wake();
    }

    private void end(Throwable why) {
        log.debug("the events of job {} end early", jobId, why);
        sink.close();
        ended.run();
    }
}
