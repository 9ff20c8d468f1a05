package dev.guestkit.app.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.app.Guestkit;
import dev.guestkit.app.OutputOptions;
import dev.guestkit.app.Printer;
import dev.guestkit.app.Table;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code guestkit config print}: every setting, what holds and why. */
@Command(
        name = "print",
        mixinStandardHelpOptions = true,
        description = "Prints every setting with its value and where that comes from.",
        footer = {
            "",
            "Examples:",
            "  guestkit config print",
            "  GUESTKIT_WORKER_CONCURRENCY=4 guestkit config print --config worker.yaml --output yaml",
            "",
            "Exit codes: 0 valid; 2 not valid, with every problem."
        })
final class ConfigPrintCommand implements Runnable {
    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        Configuration configuration = options.load(Guestkit.surroundings(spec), List.of());
        ArrayNode tree = JsonNodeFactory.instance.arrayNode();
        Table table = new Table("KEY", "VALUE", "ORIGIN", "MEANING");
        for (Setting<?> setting : Settings.all()) {
            Optional<Configuration.Value> value = configuration.value(setting);
            String text = value.map(v -> text(v.written())).orElse("");
            String origin = value.map(Configuration.Value::origin).orElse("");
            table.row(
                    setting.key(),
                    text,
                    origin,
                    setting.variable(),
                    setting.type().form(),
                    setting.description());
            tree.add(row(setting, value, origin, text));
        }
        Printer.print(
                spec.commandLine().getOut(),
                output.format(),
                tree,
                () -> table.print(spec.commandLine().getOut(), ""));
    }

    private static ObjectNode row(Setting<?> setting, Optional<Configuration.Value> value, String origin, String text) {
        ObjectNode row = JsonNodeFactory.instance.objectNode().put("key", setting.key());
        if (value.isPresent()) {
            row.put("value", text).put("origin", origin);
        }
        return row.put("variable", setting.variable())
                .put("form", setting.type().form())
                .put("description", setting.description());
    }

    private static String text(Raw raw) {
        if (raw instanceof Raw.Items items) {
            return String.join(",", items.items());
        }
        if (raw instanceof Raw.Entries entries) {
            return entries.entries().entrySet().stream()
                    .map(e -> e.getKey() + "=" + e.getValue())
                    .collect(Collectors.joining(","));
        }
        return ((Raw.Text) raw).text();
    }
}
