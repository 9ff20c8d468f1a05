package dev.guestkit.http.server.internal.meter;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes OpenMetrics 1.0 of Prometheus text 0.0.4: a counter's family is named without {@code _total}, bounds of buckets are written as
 * floats, and the end is said.
 */
public final class OpenMetrics {
    /** Its content type. */
    public static final String TYPE = "application/openmetrics-text";

    private static final Pattern COUNTER = Pattern.compile("(?m)^# TYPE (\\S+)_total counter$");
    private static final Pattern WHOLE_BOUND = Pattern.compile("(le=\"\\d+)\"");

    private OpenMetrics() {}

    /** The same in OpenMetrics. */
    public static String of(String prometheus) {
        Matcher counters = COUNTER.matcher(prometheus);
        String text = counters.replaceAll("# TYPE $1 counter");
        for (Matcher named = COUNTER.matcher(prometheus); named.find(); ) {
            text = text.replace("# HELP " + named.group(1) + "_total ", "# HELP " + named.group(1) + " ");
        }
        return WHOLE_BOUND.matcher(text).replaceAll("$1.0\"") + "# EOF\n";
    }
}
