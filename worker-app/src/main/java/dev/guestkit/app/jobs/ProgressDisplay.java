package dev.guestkit.app.jobs;

import dev.guestkit.app.Printable;
import dev.guestkit.app.Surroundings;
import dev.guestkit.job.ProgressEvent;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;

/**
 * Shows how far jobs are: on a terminal a bar that is drawn again and again on one line, elsewhere a line for each phase. For
 * one thread.
 */
public final class ProgressDisplay {
    private static final int BAR = 24;
    private static final String CLEAR = "\r\u001b[K";

    private final PrintWriter err;
    private final boolean terminal;
    private final int width;
    private final int jobs;
    private final Map<String, String> phases = new HashMap<>();
    private boolean drawn;

    /** A display of {@code jobs} jobs. */
    public ProgressDisplay(PrintWriter err, Surroundings surroundings, int jobs) {
        this.err = err;
        this.terminal = surroundings.terminal();
        this.width = surroundings.width();
        this.jobs = jobs;
    }

    /** Shows where a job is now. */
    public void show(ProgressEvent event) {
        boolean newPhase = !event.phase().equals(phases.put(event.jobId(), event.phase()));
        if (terminal) {
            draw(event);
        } else if (newPhase) {
            err.println(Printable.of(label(event) + percent(event) + event.phase() + ": " + event.message()));
            err.flush();
        }
    }

    /** Prints a line of its own. */
    public void line(String text) {
        clear();
        err.println(Printable.of(text));
        err.flush();
    }

    /** Takes the bar away. */
    public void clear() {
        if (drawn) {
            err.print(CLEAR);
            err.flush();
            drawn = false;
        }
    }

    private void draw(ProgressEvent event) {
        int done = (int) Math.round(event.progressPercent().orElse(0.0) * BAR / 100);
        String text = Printable.of("[" + "#".repeat(done) + "-".repeat(BAR - done) + "] " + percent(event)
                + label(event) + event.phase() + ": " + event.message());
        int end = text.offsetByCodePoints(0, Math.min(width - 1, text.codePointCount(0, text.length())));
        err.print(CLEAR + text.substring(0, end));
        err.flush();
        drawn = true;
    }

    private String label(ProgressEvent event) {
        return jobs > 1 ? event.jobId() + " " : "";
    }

    private static String percent(ProgressEvent event) {
        return event.progressPercent().map(p -> String.format("%3.0f %% ", p)).orElse("");
    }
}
