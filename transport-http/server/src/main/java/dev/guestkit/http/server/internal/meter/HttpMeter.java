package dev.guestkit.http.server.internal.meter;

import dev.guestkit.http.server.internal.route.Meter;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** {@code http_server_requests_seconds}, by method, route and status: a bounded number of each. Thread-safe. */
public final class HttpMeter implements Meter {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH");
    private static final double[] BOUNDS = {
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30
    };
    private static final String NAME = "http_server_requests_seconds";

    private final ConcurrentHashMap<Key, Series> all = new ConcurrentHashMap<>();

    private record Key(String method, String route, int status) {}

    @Override
    public void answered(String method, String route, int status, long nanos) {
        Key key = new Key(METHODS.contains(method) ? method : "other", route, status);
        Series series = all.get(key);
        if (series == null) {
            series = all.computeIfAbsent(key, k -> new Series());
        }
        series.record(nanos);
    }

    /** The family as Prometheus text. */
    public String text() {
        StringBuilder text = new StringBuilder(2048)
                .append("# HELP " + NAME + " How long answering requests took, until the answer began.\n")
                .append("# TYPE " + NAME + " histogram\n");
        TreeMap<String, Series> sorted = new TreeMap<>();
        all.forEach((key, series) -> sorted.put(
                "method=\"" + key.method() + "\",route=\"" + key.route() + "\",status=\"" + key.status() + "\"",
                series));
        sorted.forEach((labels, series) -> series.write(text, labels));
        return text.toString();
    }

    private static final class Series {
        private final LongAdder[] buckets = new LongAdder[BOUNDS.length + 1];
        private final LongAdder nanos = new LongAdder();

        Series() {
            for (int i = 0; i < buckets.length; i++) {
                buckets[i] = new LongAdder();
            }
        }

        void record(long took) {
            int bucket = 0;
            while (bucket < BOUNDS.length && took > BOUNDS[bucket] * 1e9) {
                bucket++;
            }
            buckets[bucket].increment();
            nanos.add(took);
        }

        void write(StringBuilder text, String labels) {
            long count = 0;
            for (int i = 0; i < buckets.length; i++) {
                count += buckets[i].sum();
                String bound = i < BOUNDS.length ? Double.toString(BOUNDS[i]) : "+Inf";
                text.append(NAME)
                        .append("_bucket{")
                        .append(labels)
                        .append(",le=\"")
                        .append(bound)
                        .append("\"} ");
                text.append(count).append('\n');
            }
            text.append(NAME)
                    .append("_sum{")
                    .append(labels)
                    .append("} ")
                    .append(nanos.sum() / 1e9)
                    .append('\n');
            text.append(NAME)
                    .append("_count{")
                    .append(labels)
                    .append("} ")
                    .append(count)
                    .append('\n');
        }
    }
}
