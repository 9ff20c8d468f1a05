package dev.guestkit.app.documents;

import dev.guestkit.job.JobCodec;
import dev.guestkit.job.Parsed;
import dev.guestkit.job.Problem;
import dev.guestkit.job.Problem.Severity;
import dev.guestkit.job.ProgressEvent;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges a series of progress events, one a line: each for itself, and the events of each job together (protocol, section
 * 4). Pointers begin with the number of the line, from 0. For one series and one thread.
 */
final class SeriesCheck {
    /** As many as anybody reads; a file of garbage would else fill the memory with problems. */
    private static final int PROBLEMS_AT_MOST = 1000;

    private final JobCodec codec;
    private final Optional<StringBuilder> text;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, ProgressEvent> newest = new HashMap<>();
    private boolean readable = true;

    SeriesCheck(JobCodec codec, boolean writing) {
        this.codec = codec;
        this.text = writing ? Optional.of(new StringBuilder()) : Optional.empty();
    }

    Checked check(InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        int number = 0;
        boolean more = true;
        while (more && problems.size() < PROBLEMS_AT_MOST) {
            line.reset();
            more = readLine(buffered, line);
            if (more || line.size() > 0) {
                event(number++, line.toByteArray());
            }
        }
        readable = readable && problems.size() < PROBLEMS_AT_MOST;
        return new Checked(true, readable ? text.map(StringBuilder::toString) : Optional.empty(), problems);
    }

    /** Reads up to a line feed; of a line over the limit one byte more than the limit is kept. False at the end. */
    private boolean readLine(InputStream in, ByteArrayOutputStream line) throws IOException {
        int limit = codec.limits().eventBytes();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                return true;
            }
            if (line.size() <= limit) {
                line.write(b);
            }
        }
        return false;
    }

    private void event(int number, byte[] line) {
        Parsed<ProgressEvent> parsed = codec.parseEvent(line);
        for (Problem p : parsed.report().problems()) {
            problems.add(new Problem("/" + number + p.pointer(), p.severity(), p.code(), p.message()));
        }
        parsed.document().ifPresentOrElse(event -> follow(number, event), () -> readable = false);
    }

    private void follow(int number, ProgressEvent event) {
        text.ifPresent(t ->
                t.append(new String(codec.write(event), StandardCharsets.UTF_8)).append('\n'));
        Optional<ProgressEvent> before = Optional.ofNullable(newest.put(event.jobId(), event));
        long wanted = before.map(e -> e.sequence() + 1).orElse(0L);
        if (event.sequence() != wanted) {
            error(
                    number,
                    "/sequence",
                    "the next of job " + event.jobId() + " is " + wanted + ", not " + event.sequence());
        }
        before.ifPresent(earlier -> compare(number, earlier, event));
    }

    private void compare(int number, ProgressEvent earlier, ProgressEvent event) {
        int attemptBefore = earlier.attempt().orElse(1);
        int attempt = event.attempt().orElse(attemptBefore);
        if (attempt < attemptBefore) {
            error(number, "/attempt", "attempt " + attempt + " follows attempt " + attemptBefore);
        }
        double percent = event.progressPercent().orElse(100.0);
        double percentBefore = earlier.progressPercent().orElse(0.0);
        if (attempt == attemptBefore && percent < percentBefore) {
            error(number, "/progress_percent", percent + " follows " + percentBefore + " in the same attempt");
        }
    }

    private void error(int number, String pointer, String message) {
        problems.add(new Problem("/" + number + pointer, Severity.ERROR, "INCONSISTENT_SERIES", message));
    }
}
