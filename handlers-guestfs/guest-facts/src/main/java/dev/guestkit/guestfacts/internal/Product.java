package dev.guestkit.guestfacts.internal;

import java.util.List;

/**
 * How to know a product: patterns of its packages and services, places of its configuration and data.
 *
 * @param kind the kind of software
 * @param name its plain name
 * @param packages patterns of package names
 * @param services patterns of service names without suffix
 * @param configs patterns of paths
 * @param data patterns of paths
 */
public record Product(
        String kind,
        String name,
        List<String> packages,
        List<String> services,
        List<String> configs,
        List<String> data) {
    /** Reads a catalogue: kind, name, packages, services, configurations and data, divided by {@code |}, lists by blanks. */
    static List<Product> catalogue(String text) {
        return text.lines()
                .map(l -> l.split("\\|", -1))
                .filter(f -> f.length == 6)
                .map(f -> new Product(f[0].strip(), f[1].strip(), list(f[2]), list(f[3]), list(f[4]), list(f[5])))
                .toList();
    }

    private static List<String> list(String field) {
        return Text.words(field);
    }
}
