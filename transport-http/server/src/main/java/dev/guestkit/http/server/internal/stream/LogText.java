package dev.guestkit.http.server.internal.stream;

import dev.guestkit.http.server.internal.route.Sink;
import dev.guestkit.worker.spi.EventPage;
import dev.guestkit.worker.spi.JobClient;
import dev.guestkit.worker.spi.JobEvent;
import dev.guestkit.worker.spi.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log lines of a job that are kept just now, as text, page by page. */
final class LogText implements Sink.Written {
    private static final Logger log = LoggerFactory.getLogger(LogText.class);
    private static final int PAGE = 500;

    private final JobClient client;
    private final String jobId;
    private final Sink sink;
    private final Executor workers;
    private long after = -1;

    LogText(JobClient client, String jobId, Sink sink, Executor workers) {
        this.client = client;
        this.jobId = jobId;
        this.sink = sink;
        this.workers = workers;
    }

    void begin() {
        try {
            StringBuilder text = new StringBuilder();
            boolean more = true;
            while (more && text.length() == 0) {
                more = page(text);
            }
            if (text.length() == 0) {
                sink.close();
            } else {
                sink.write(text.toString().getBytes(StandardCharsets.UTF_8), this);
            }
        } catch (RuntimeException e) { // the answer has begun: all that can be said is that it is not whole
            failed(e);
        }
    }

    private boolean page(StringBuilder text) {
        EventPage page = client.events(jobId, after, PAGE);
        for (StoredEvent stored : page.events()) {
            after = stored.id();
            if (stored.event() instanceof JobEvent.Log line) {
                text.append(EventJson.line(line));
            }
        }
        return !page.events().isEmpty();
    }

    @Override
    public void done() {
        try {
            workers.execute(this::begin);
        } catch (RejectedExecutionException e) {
            failed(e);
        }
    }

    @Override
    public void failed(Throwable why) {
        log.debug("the log of job {} broke off", jobId, why);
        sink.abort(why);
    }
}
