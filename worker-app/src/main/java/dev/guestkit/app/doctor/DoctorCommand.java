package dev.guestkit.app.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.app.ExitCodes;
import dev.guestkit.app.Guestkit;
import dev.guestkit.app.OutputOptions;
import dev.guestkit.app.Printer;
import dev.guestkit.app.Surroundings;
import dev.guestkit.app.Table;
import dev.guestkit.app.config.ConfigOptions;
import dev.guestkit.app.config.Configuration;
import dev.guestkit.app.config.Settings;
import dev.guestkit.app.jobs.Spool;
import dev.guestkit.appliance.ApplianceEngine;
import dev.guestkit.appliance.ApplianceException;
import dev.guestkit.appliance.LibguestfsEngine;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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
            "  guestkit doctor --spool /var/spool/guestkit --output json",
            "",
            "Exit codes: 0 nothing is broken; 1 something is."
        })
public final class DoctorCommand implements Callable<Integer> {
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
        Path scratch = configuration
                .find(Settings.SCRATCH)
                .map(dir -> surroundings.path(dir.toString()))
                .orElse(Path.of(System.getProperty("java.io.tmpdir")));
        List<Finding> findings = new ArrayList<>();
        findings.addAll(new HostChecks(Path.of("/")).all(Spool.directory(configuration, surroundings), scratch));
        findings.addAll(appliances());
        PrintWriter out = spec.commandLine().getOut();
        Printer.print(out, output.format(), tree(findings), () -> table(out, findings));
        return findings.stream().anyMatch(f -> f.verdict() == Finding.Verdict.BROKEN) ? ExitCodes.FAILED : ExitCodes.OK;
    }

    private static List<Finding> appliances() {
        try (ApplianceEngine engine = LibguestfsEngine.builder().build()) {
            return engine.probe().findings().stream().map(Finding::of).toList();
        } catch (ApplianceException e) {
            return List.of(Finding.broken("machines", String.valueOf(e.getMessage()), "as it says"));
        }
    }

    private static ArrayNode tree(List<Finding> findings) {
        ArrayNode tree = JsonNodeFactory.instance.arrayNode();
        for (Finding finding : findings) {
            ObjectNode node = tree.addObject()
                    .put("subject", finding.subject())
                    .put("verdict", finding.verdict().word())
                    .put("detail", finding.detail());
            finding.fix().ifPresent(fix -> node.put("fix", fix));
        }
        return tree;
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
