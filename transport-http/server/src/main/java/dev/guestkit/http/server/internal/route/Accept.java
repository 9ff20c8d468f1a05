package dev.guestkit.http.server.internal.route;

import java.util.Locale;

/** Reads an {@code Accept} header. */
final class Accept {
    private Accept() {}

    /** How much {@code type} is wanted, 0 to 1: the most specific range that fits it decides. */
    static double quality(String accept, String type) {
        double quality = 0;
        int found = -1;
        for (String range : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = range.split(";");
            int fit = fit(parts[0].trim(), type);
            if (fit > found) {
                found = fit;
                quality = q(parts);
            }
        }
        return quality;
    }

    private static int fit(String range, String type) {
        if (range.equals(type)) {
            return 2;
        }
        if (range.equals(type.substring(0, type.indexOf('/')) + "/*")) {
            return 1;
        }
        return range.equals("*/*") ? 0 : -1;
    }

    private static double q(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String part = parts[i].trim();
            if (part.startsWith("q=")) {
                try {
                    return Double.parseDouble(part.substring(2));
                } catch (NumberFormatException e) {
                    return 0; // no number, no wish
                }
            }
        }
        return 1;
    }
}
