package dev.guestkit.app.config;

import dev.guestkit.app.Guestkit;
import dev.guestkit.app.OutputOptions;
import dev.guestkit.app.Printer;
import dev.guestkit.app.Table;
import java.util.List;
import java.util.Optional;
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
        Table table = new Table("KEY", "VALUE", "ORIGIN", "MEANING");
        for (Setting<?> setting : Settings.all()) {
            Optional<Configuration.Value> value = configuration.value(setting);
            String text = value.map(v -> Configuration.text(v.written())).orElse("");
            String origin = value.map(Configuration.Value::origin).orElse("");
            table.row(
                    setting.key(),
                    text,
                    origin,
                    setting.variable(),
                    setting.type().form(),
                    setting.description());
        }
        Printer.print(
                spec.commandLine().getOut(),
                output.format(),
                configuration.tree(),
                () -> table.print(spec.commandLine().getOut(), ""));
    }
}
