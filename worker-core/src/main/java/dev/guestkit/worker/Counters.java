package dev.guestkit.worker;

import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counters of one name by label values. Thread-safe. */
final class Counters {
    /** More label values than this are counted under {@code other}: a scrape must stay small. */
    static final int MOST_SERIES = 500;

    private final String name;
    private final String help;
    private final List<String> labels;
    private final ConcurrentHashMap<List<String>, LongAdder> series = new ConcurrentHashMap<>();

    Counters(String name, String help, String... labels) {
        this.name = name;
        this.help = help;
        this.labels = List.of(labels);
    }

    void add(String... values) {
        List<String> key = List.of(values);
        LongAdder adder = series.get(key);
        if (adder == null) {
            adder = series.computeIfAbsent(bounded(key, series.size()), k -> new LongAdder());
        }
        adder.increment();
    }

    static List<String> bounded(List<String> key, int size) {
        return size < MOST_SERIES ? key : key.stream().map(value -> "other").toList();
    }

    void write(StringBuilder text) {
        PrometheusText.head(text, name, help, "counter");
        var sorted = new TreeMap<String, Long>();
        series.forEach((values, adder) -> sorted.put(PrometheusText.labels(labels, values), adder.sum()));
        sorted.forEach((key, value) -> PrometheusText.sample(text, name, key, value));
    }
}
