package dev.guestkit.app.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.guestkit.app.Printable;
import dev.guestkit.app.Table;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/** Prints what an inspection found, on one screen; the whole of it is in the result document. */
final class InspectionText {
    /** What is printed in a way of its own, or is no finding. */
    private static final Set<String> APART =
            Set.of("root", "os", "mountpoints", "notes", "sections_unavailable", "mounts_missing");

    private final PrintWriter out;

    InspectionText(PrintWriter out) {
        this.out = out;
    }

    static boolean fits(JsonNode data) {
        return data.path("verdict").isTextual() && data.path("systems").isArray();
    }

    void print(JsonNode data) {
        JsonNode image = data.path("image");
        Table head = Table.plain().row("image", image.path("path").asText());
        head.row(
                "format",
                image.path("format").asText() + ", "
                        + gib(image.path("virtual_size_bytes").asLong()) + " GiB");
        JsonNode checksum = image.path("checksum");
        if (checksum.path("verified").asBoolean()) {
            boolean part = checksum.path("covers").asText().equals("top_file");
            head.row(
                    "checksum",
                    checksum.path("algorithm").asText() + " verified"
                            + (part ? " of the top file alone, not of its backing files" : ""));
        }
        head.row("verdict", data.path("verdict").asText().replace('_', ' '));
        head.print(out, "");
        data.path("reasons").forEach(reason -> out.println("  " + Printable.of(reason.asText())));
        data.path("systems").forEach(this::system);
    }

    private void system(JsonNode system) {
        JsonNode os = system.path("os");
        out.println();
        out.println(Printable.of(os.path("product_name").asText("an operating system") + " on "
                + system.path("root").asText()));
        Table table = Table.plain();
        for (String key : List.of("hostname", "architecture", "machine_id", "package_management", "init")) {
            if (os.hasNonNull(key)) {
                table.row(key.replace('_', ' '), os.path(key).asText());
            }
        }
        system.path("mountpoints")
                .forEach(m -> table.row(
                        m.path("path").asText(),
                        m.path("device").asText() + " (" + m.path("type").asText() + ")"));
        system.properties().stream()
                .filter(section -> !APART.contains(section.getKey()))
                .forEach(section -> table.row(section.getKey().replace('_', ' '), size(section.getValue())));
        system.path("sections_unavailable")
                .forEach(s -> table.row(
                        s.path("section").asText(),
                        "unknown: " + s.path("reason").asText()));
        table.print(out, "  ");
    }

    /** What is in a section: how many of what. */
    private static String size(JsonNode section) {
        if (section.isArray()) {
            return String.valueOf(section.size());
        }
        if (!section.isObject()) {
            return section.asText();
        }
        StringJoiner parts = new StringJoiner(", ");
        section.properties().forEach(part -> {
            String name = part.getKey().replace('_', ' ');
            if (part.getValue().isContainerNode() && !part.getValue().isEmpty()) {
                parts.add(part.getValue().size() + " " + name);
            } else if (part.getValue().isValueNode() && !part.getValue().isNull()) {
                parts.add(name + " " + part.getValue().asText());
            }
        });
        return parts.length() == 0 ? "nothing" : parts.toString();
    }

    private static String gib(long bytes) {
        return String.format("%.1f", bytes / (double) (1L << 30));
    }
}
