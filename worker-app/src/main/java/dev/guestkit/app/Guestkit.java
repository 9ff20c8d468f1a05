package dev.guestkit.app;

import dev.guestkit.app.config.ConfigCommand;
import dev.guestkit.app.doctor.DoctorCommand;
import dev.guestkit.app.documents.FormatCommand;
import dev.guestkit.app.documents.ValidateCommand;
import dev.guestkit.app.jobs.BundleCommand;
import dev.guestkit.app.jobs.CancelCommand;
import dev.guestkit.app.jobs.CapabilitiesCommand;
import dev.guestkit.app.jobs.HealthCommand;
import dev.guestkit.app.jobs.ListCommand;
import dev.guestkit.app.jobs.ResultCommand;
import dev.guestkit.app.jobs.RetryCommand;
import dev.guestkit.app.jobs.StatusCommand;
import dev.guestkit.app.jobs.SubmitCommand;
import dev.guestkit.app.worker.DaemonCommand;
import dev.guestkit.app.worker.InspectCommand;
import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root of all commands. */
@Command(
        name = "guestkit",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Durable jobs on the disks of virtual machines.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  guestkit inspect disk.qcow2",
            "  guestkit daemon --spool /var/spool/guestkit --allow /vms",
            "  guestkit submit --spool /var/spool/guestkit --operation guestkit.inspect --image '/vms/*.qcow2' --wait",
            "",
            "Exit codes: 0 done; 1 the job did not complete or a document is not valid; 2 usage or store error."
        },
        subcommands = {
            InspectCommand.class,
            DaemonCommand.class,
            SubmitCommand.class,
            StatusCommand.class,
            ResultCommand.class,
            ListCommand.class,
            CancelCommand.class,
            RetryCommand.class,
            BundleCommand.class,
            CapabilitiesCommand.class,
            HealthCommand.class,
            ValidateCommand.class,
            FormatCommand.class,
            ConfigCommand.class,
            DoctorCommand.class,
            AutoComplete.GenerateCompletion.class,
            CommandLine.HelpCommand.class
        })
public final class Guestkit implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Surroundings surroundings;

    private Guestkit(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** The whole command, printing to {@code out} and {@code err}. One is used for one call and by one thread. */
    public static CommandLine commandLine(PrintWriter out, PrintWriter err, Surroundings surroundings) {
        CommandLine line = new CommandLine(new Guestkit(surroundings));
        // A file may be called @name.
        line.setExpandAtFiles(false);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpWidth(Math.min(120, surroundings.width()));
        line.setOut(out);
        line.setErr(err);
        line.setParameterExceptionHandler(Failures::usage);
        line.setExecutionExceptionHandler(Failures::execution);
        return line;
    }

    /** The version of this program. */
    public static String version() {
        return Version.number();
    }

    /** What surrounds the command that {@code spec} belongs to. */
    public static Surroundings surroundings(CommandSpec spec) {
        return ((Guestkit) spec.root().userObject()).surroundings;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? See guestkit --help");
    }
}
