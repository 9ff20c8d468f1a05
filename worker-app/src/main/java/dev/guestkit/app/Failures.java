package dev.guestkit.app;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong, and with which exit code the process ends. */
final class Failures {
    private Failures() {}

    static int usage(ParameterException wrong, String[] args) {
        CommandLine line = wrong.getCommandLine();
        line.getErr().println("guestkit: " + Printable.of(String.valueOf(wrong.getMessage())));
        UnmatchedArgumentException.printSuggestions(wrong, line.getErr());
        line.getErr().println("See: " + line.getCommandSpec().qualifiedName() + " --help");
        line.getErr().flush();
        return ExitCodes.USAGE;
    }

    static int execution(Exception failed, CommandLine line, ParseResult parsed) {
        int code = failed instanceof CliException known ? known.exitCode() : ExitCodes.USAGE;
        line.getErr().println("guestkit: " + message(failed));
        line.getErr().flush();
        return code;
    }

    private static String message(Exception failed) {
        String text = failed.getMessage();
        if (text == null || text.isBlank()) {
            return failed.toString();
        }
        // Every line was made printable where it was put together; breaks between problems are meant.
        return failed instanceof CliException ? text : Printable.of(text);
    }
}
