package dev.guestkit.app.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.guestkit.app.Guestkit;
import dev.guestkit.app.OutputOptions;
import dev.guestkit.app.Printer;
import dev.guestkit.app.Surroundings;
import dev.guestkit.app.config.ConfigOptions;
import dev.guestkit.app.config.Configuration;
import dev.guestkit.worker.spi.JobTransport;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command on a spool or a server shares: its options, and the transport opened and closed around it. */
abstract class SpoolCommand implements Callable<Integer> {
    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private @Nullable Configuration loaded;

    @Override
    public Integer call() {
        checkOptions();
        if (config.namesSpool() && server.isGiven()) {
            throw new ParameterException(spec.commandLine(), "give either --spool or --api-url");
        }
        try (JobTransport transport = open()) {
            return run(transport);
        }
    }

    /** A spool that was named on the command line is meant, whatever server the surroundings name. */
    private JobTransport open() {
        return config.namesSpool()
                ? Spool.open(configuration(), surroundings())
                : Stores.open(configuration(), surroundings());
    }

    /** Refuses options that do not go together, before anything is opened. */
    void checkOptions() {}

    /** Does the command's work and gives its exit code. */
    abstract int run(JobTransport transport);

    /** The settings that hold, read once. */
    Configuration configuration() {
        if (loaded == null) {
            loaded = config.load(surroundings(), server.flags());
        }
        return loaded;
    }

    Surroundings surroundings() {
        return Guestkit.surroundings(spec);
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    CommandSpec spec() {
        return spec;
    }

    /** Prints {@code tree} as was asked for, or for people by {@code table}. */
    void print(JsonNode tree, Runnable table) {
        Printer.print(out(), output.format(), tree, table);
    }
}
