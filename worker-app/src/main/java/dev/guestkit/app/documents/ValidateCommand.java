package dev.guestkit.app.documents;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.app.ExitCodes;
import dev.guestkit.app.Guestkit;
import dev.guestkit.app.Printable;
import dev.guestkit.app.Problems;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code guestkit validate}: everything that is wrong with documents, all at once. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description =
                "Says everything that is wrong with documents, as the spool would take them; nothing is filled in.",
        footer = {
            "",
            "Examples:",
            "  guestkit validate job.json other.yaml",
            "  guestkit validate --type result --json results/*.json",
            "",
            "Exit codes: 0 all valid; 1 a document is not; 2 a file could not be read."
        })
public final class ValidateCommand implements Callable<Integer> {
    @Mixin
    private DocumentOptions options = new DocumentOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        DocumentChecker checker = new DocumentChecker(options.type, false);
        PrintWriter out = spec.commandLine().getOut();
        int code = ExitCodes.OK;
        for (String file : options.files) {
            Checked checked = checker.check(Guestkit.surroundings(spec).path(file));
            out.println(options.json ? line(file, checked) : text(file, checked));
            code = Math.max(code, code(checked));
        }
        out.flush();
        return code;
    }

    static int code(Checked checked) {
        if (!checked.readable()) {
            return ExitCodes.USAGE;
        }
        return checked.isValid() ? ExitCodes.OK : ExitCodes.FAILED;
    }

    private static String line(String file, Checked checked) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("file", file).put("valid", checked.isValid()).set("problems", Problems.tree(checked.problems()));
        return line.toString();
    }

    private static String text(String file, Checked checked) {
        return Printable.of(file) + ": " + (checked.isValid() ? "valid" : "not valid")
                + Problems.lines(checked.problems());
    }
}
