package dev.guestkit.app.config;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code guestkit config}: about the configuration. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = "About the configuration: defaults, then YAML, then GUESTKIT_* variables, then flags.",
        footer = {
            "",
            "Examples:",
            "  guestkit config print",
            "",
            "Exit codes: 0 valid; 2 not valid, with every problem."
        },
        subcommands = ConfigPrintCommand.class)
public final class ConfigCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? There is: guestkit config print");
    }
}
