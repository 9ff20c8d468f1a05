package dev.guestkit.app.doctor;

import dev.guestkit.app.CliException;
import dev.guestkit.app.ExitCodes;
import dev.guestkit.app.Guestkit;
import dev.guestkit.app.OutputOptions;
import dev.guestkit.app.Printer;
import dev.guestkit.app.Surroundings;
import dev.guestkit.app.Table;
import dev.guestkit.app.config.ConfigOptions;
import dev.guestkit.app.config.Configuration;
import dev.guestkit.app.config.Settings;
import dev.guestkit.appliance.ApplianceException;
import dev.guestkit.appliance.LibguestfsEngine;
import dev.guestkit.appliance.Tier;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code guestkit doctor}: why it will not start or will be slow here, each with the fix. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Says why guestkit will not start or will be slow on this machine, each with the fix.",
        footer = {
            "",
            "Examples:",
            "  guestkit doctor",
            "  guestkit doctor --prepare",
            "  guestkit doctor --spool /var/spool/guestkit --output json",
            "",
            "Exit codes: 0 nothing is broken; 1 something is."
        })
public final class DoctorCommand implements Callable<Integer> {
    @Option(
            names = "--prepare",
            description = "makes what lets machines start fast, unless it is there; takes up to a minute, once")
    private boolean prepare;

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Surroundings surroundings = Guestkit.surroundings(spec);
        Configuration configuration = config.load(surroundings, List.of());
        if (prepare) {
            prepare(Tier.ofWord(configuration.get(Settings.APPLIANCE_TIER)));
        }
        List<Finding> findings = Doctor.findings(configuration, surroundings);
        PrintWriter out = spec.commandLine().getOut();
        Printer.print(out, output.format(), Doctor.tree(findings), () -> table(out, findings));
        return findings.stream().anyMatch(f -> f.verdict() == Finding.Verdict.BROKEN) ? ExitCodes.FAILED : ExitCodes.OK;
    }

    private static void prepare(Tier tier) {
        try (LibguestfsEngine engine = LibguestfsEngine.builder().tier(tier).build()) {
            engine.prepare();
        } catch (ApplianceException e) {
            throw new CliException(String.valueOf(e.getMessage()));
        }
    }

    private static void table(PrintWriter out, List<Finding> findings) {
        Table table = Table.plain();
        for (Finding finding : findings) {
            table.row(finding.verdict().word(), finding.subject(), finding.detail());
            finding.fix().ifPresent(fix -> table.row("", "  fix:", fix));
        }
        table.print(out, "");
    }
}
