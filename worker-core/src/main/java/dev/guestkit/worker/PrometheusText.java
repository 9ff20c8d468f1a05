package dev.guestkit.worker;

import java.util.List;

/** Writes the Prometheus text exposition format 0.0.4. */
final class PrometheusText {
    private PrometheusText() {}

    static void head(StringBuilder text, String name, String help, String type) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    static void gauge(StringBuilder text, String name, String help, double value) {
        head(text, name, help, "gauge");
        sample(text, name, "", value);
    }

    static void counter(StringBuilder text, String name, String help, double value) {
        head(text, name, help, "counter");
        sample(text, name, "", value);
    }

    static void sample(StringBuilder text, String name, String labels, double value) {
        text.append(name);
        if (!labels.isEmpty()) {
            text.append('{').append(labels).append('}');
        }
        text.append(' ').append(number(value)).append('\n');
    }

    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    static String labels(List<String> names, List<String> values) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            text.append(i == 0 ? "" : ",").append(names.get(i)).append("=\"");
            text.append(
                    values.get(i).replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
            text.append('"');
        }
        return text.toString();
    }
}
