package dev.guestkit.worker;

import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/** Histograms of one name by label values, in seconds. Thread-safe. */
final class Histograms {
    private static final double[] BOUNDS = {
        0.001, 0.005, 0.025, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 14400
    };

    private final String name;
    private final String help;
    private final List<String> labels;
    private final ConcurrentHashMap<List<String>, Histogram> series = new ConcurrentHashMap<>();

    Histograms(String name, String help, String... labels) {
        this.name = name;
        this.help = help;
        this.labels = List.of(labels);
    }

    void record(double seconds, String... values) {
        List<String> key = List.of(values);
        Histogram histogram = series.get(key);
        if (histogram == null) {
            histogram = series.computeIfAbsent(Counters.bounded(key, series.size()), k -> new Histogram());
        }
        histogram.record(seconds);
    }

    void write(StringBuilder text) {
        PrometheusText.head(text, name, help, "histogram");
        var sorted = new TreeMap<String, Histogram>();
        series.forEach((values, histogram) -> sorted.put(PrometheusText.labels(labels, values), histogram));
        sorted.forEach((key, histogram) -> histogram.write(text, name, key));
    }

    private static final class Histogram {
        private final LongAdder[] buckets = new LongAdder[BOUNDS.length + 1];
        private final DoubleAdder sum = new DoubleAdder();

        Histogram() {
            for (int i = 0; i < buckets.length; i++) {
                buckets[i] = new LongAdder();
            }
        }

        void record(double seconds) {
            int bucket = 0;
            while (bucket < BOUNDS.length && seconds > BOUNDS[bucket]) {
                bucket++;
            }
            buckets[bucket].increment();
            sum.add(seconds);
        }

        void write(StringBuilder text, String name, String labels) {
            long count = 0;
            String prefix = labels.isEmpty() ? "" : labels + ",";
            for (int i = 0; i < buckets.length; i++) {
                count += buckets[i].sum();
                String bound = i < BOUNDS.length ? PrometheusText.number(BOUNDS[i]) : "+Inf";
                PrometheusText.sample(text, name + "_bucket", prefix + "le=\"" + bound + "\"", (double) count);
            }
            PrometheusText.sample(text, name + "_sum", labels, sum.sum());
            PrometheusText.sample(text, name + "_count", labels, (double) count);
        }
    }
}
