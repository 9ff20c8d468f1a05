package dev.guestkit.app;

import picocli.CommandLine.Option;

/** The option by which commands are told how to print. */
public final class OutputOptions {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}")
    OutputFormat format = OutputFormat.table;

    /** What was asked for. */
    public OutputFormat format() {
        return format;
    }
}
