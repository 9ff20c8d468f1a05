package dev.guestkit.app.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.app.Surroundings;
import dev.guestkit.app.config.Configuration;
import dev.guestkit.app.config.Settings;
import dev.guestkit.app.jobs.Spool;
import dev.guestkit.appliance.ApplianceEngine;
import dev.guestkit.appliance.ApplianceException;
import dev.guestkit.appliance.LibguestfsEngine;
import dev.guestkit.appliance.Tier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks at this machine. */
public final class Doctor {
    private Doctor() {}

    /** What it finds, one object a look. */
    public static ArrayNode tree(Configuration configuration, Surroundings surroundings) {
        return tree(findings(configuration, surroundings));
    }

    static List<Finding> findings(Configuration configuration, Surroundings surroundings) {
        Path scratch = configuration
                .find(Settings.SCRATCH)
                .map(dir -> surroundings.path(dir.toString()))
                .orElse(Path.of(System.getProperty("java.io.tmpdir")));
        List<Finding> findings = new ArrayList<>();
        findings.addAll(new HostChecks(Path.of("/")).all(Spool.directory(configuration, surroundings), scratch));
        findings.addAll(appliances(Tier.ofWord(configuration.get(Settings.APPLIANCE_TIER))));
        return findings;
    }

    private static List<Finding> appliances(Tier tier) {
        try (ApplianceEngine engine = LibguestfsEngine.builder().tier(tier).build()) {
            return engine.probe().findings().stream().map(Finding::of).toList();
        } catch (ApplianceException e) {
            return List.of(Finding.broken("machines", String.valueOf(e.getMessage()), "as it says"));
        }
    }

    static ArrayNode tree(List<Finding> findings) {
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
}
