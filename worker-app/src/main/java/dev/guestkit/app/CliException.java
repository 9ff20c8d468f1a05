package dev.guestkit.app;

import dev.guestkit.job.Problem;
import java.util.List;

/** Ends a command with a message for the person who ran it. */
public final class CliException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /** The command was used wrongly, or the store did not do what was asked. */
    public CliException(String message) {
        this(ExitCodes.USAGE, message);
    }

    /** Ends with a code of {@link ExitCodes}. */
    public CliException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** A document that is not valid: every problem on a line of its own. */
    public static CliException invalid(String what, List<Problem> problems) {
        return new CliException(ExitCodes.FAILED, what + " is not valid:" + Problems.lines(problems));
    }

    /** What the process ends with. */
    public int exitCode() {
        return exitCode;
    }
}
