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

/** {@code guestkit format}: documents as we would write them. */
@Command(
        name = "format",
        mixinStandardHelpOptions = true,
        description = {
            "Prints each document as guestkit would write it: JSON on one line, every key kept, times in UTC.",
            "A document with bad values is printed as long as every key has the right type."
        },
        footer = {
            "",
            "Examples:",
            "  guestkit format job.yaml > job.json",
            "  guestkit format --type result --json results/*.json",
            "",
            "With --json a line {\"file\", \"text\"} for each file; {\"file\", \"problems\"} for one that is no document.",
            "Exit codes: 0 all written; 1 a document could not be; 2 a file could not be read."
        })
public final class FormatCommand implements Callable<Integer> {
    @Mixin
    private DocumentOptions options = new DocumentOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        DocumentChecker checker = new DocumentChecker(options.type, true);
        int code = ExitCodes.OK;
        for (String file : options.files) {
            Checked checked = checker.check(Guestkit.surroundings(spec).path(file));
            if (options.json) {
                spec.commandLine().getOut().println(line(file, checked));
            } else {
                print(file, checked);
            }
            code = Math.max(code, code(checked));
        }
        spec.commandLine().getOut().flush();
        return code;
    }

    private static int code(Checked checked) {
        if (checked.text().isPresent()) {
            return ExitCodes.OK;
        }
        return checked.readable() ? ExitCodes.FAILED : ExitCodes.USAGE;
    }

    private static ObjectNode line(String file, Checked checked) {
        ObjectNode line = JsonNodeFactory.instance.objectNode().put("file", file);
        checked.text()
                .ifPresentOrElse(
                        text -> line.put("text", text), () -> line.set("problems", Problems.tree(checked.problems())));
        return line;
    }

    private void print(String file, Checked checked) {
        PrintWriter out = spec.commandLine().getOut();
        checked.text().ifPresentOrElse(text -> out.println(text.stripTrailing()), () -> {
            PrintWriter err = spec.commandLine().getErr();
            err.println(Printable.of(file) + ": cannot be written" + Problems.lines(checked.problems()));
            err.flush();
        });
    }
}
