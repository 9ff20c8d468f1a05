package dev.guestkit.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * One measured floor.
 *
 * @param floor stable name, for example {@code codec.read}
 * @param ours the median of our runs
 * @param reference the median of the reference's runs, empty where the floor is a plain limit
 * @param referenceName what the reference is
 * @param unit of both figures
 * @param bound what must hold
 * @param runs how many runs each median is of
 */
public record Measurement(
        String floor, double ours, OptionalDouble reference, String referenceName, String unit, Bound bound, int runs) {
    /**
     * What must hold of a measurement.
     *
     * @param subject the ratio of ours to the reference, or our figure itself
     * @param atLeast whether {@code limit} is the least or the most
     * @param limit the number
     */
    public record Bound(Subject subject, boolean atLeast, double limit) {
        /** What is compared with the limit. */
        public enum Subject {
            RATIO,
            OURS
        }

        @Override
        public String toString() {
            return "%s %s %s".formatted(subject.name().toLowerCase(Locale.ROOT), atLeast ? ">=" : "<=", trim(limit));
        }
    }

    /** Ours must be at least {@code limit} times the reference. */
    public static Measurement ratioAtLeast(
            double limit, String floor, List<Double> ours, List<Double> reference, String referenceName, String unit) {
        return compared(new Bound(Bound.Subject.RATIO, true, limit), floor, ours, reference, referenceName, unit);
    }

    /** Ours must be at most {@code limit} times the reference. */
    public static Measurement ratioAtMost(
            double limit, String floor, List<Double> ours, List<Double> reference, String referenceName, String unit) {
        return compared(new Bound(Bound.Subject.RATIO, false, limit), floor, ours, reference, referenceName, unit);
    }

    /** Our figure must be at most {@code limit}. */
    public static Measurement atMost(double limit, String floor, List<Double> ours, String unit) {
        Bound bound = new Bound(Bound.Subject.OURS, false, limit);
        return new Measurement(
                floor, median(ours), OptionalDouble.empty(), "the limit itself", unit, bound, ours.size());
    }

    /** Our figure must be at least {@code limit}. */
    public static Measurement atLeast(double limit, String floor, List<Double> ours, String unit) {
        Bound bound = new Bound(Bound.Subject.OURS, true, limit);
        return new Measurement(
                floor, median(ours), OptionalDouble.empty(), "the limit itself", unit, bound, ours.size());
    }

    private static Measurement compared(
            Bound bound, String floor, List<Double> ours, List<Double> reference, String referenceName, String unit) {
        OptionalDouble median = OptionalDouble.of(median(reference));
        return new Measurement(floor, median(ours), median, referenceName, unit, bound, ours.size());
    }

    /** Ours divided by the reference, empty without one. */
    public OptionalDouble ratio() {
        return reference.isPresent() ? OptionalDouble.of(ours / reference.getAsDouble()) : OptionalDouble.empty();
    }

    /** Whether the floor holds. */
    public boolean holds() {
        double value = bound.subject() == Bound.Subject.OURS ? ours : ratio().orElseThrow();
        return bound.atLeast() ? value >= bound.limit() : value <= bound.limit();
    }

    /** The middle value; the mean of the two middle ones of an even number. */
    public static double median(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no runs, no median");
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    static String trim(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : String.format(Locale.ROOT, "%.4g", number);
    }
}
