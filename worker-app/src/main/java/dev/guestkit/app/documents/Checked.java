package dev.guestkit.app.documents;

import dev.guestkit.job.Problem;
import dev.guestkit.job.Problem.Severity;
import java.util.List;
import java.util.Optional;

/**
 * What was found in one file.
 *
 * @param readable whether there was a file to read at all
 * @param text the content as we would write it, empty when it could not be read as a document
 * @param problems everything found wrong
 */
record Checked(boolean readable, Optional<String> text, List<Problem> problems) {
    Checked {
        problems = List.copyOf(problems);
    }

    static Checked unreadable(String message) {
        return new Checked(
                false, Optional.empty(), List.of(new Problem("", Severity.ERROR, "FILE_NOT_READABLE", message)));
    }

    boolean isValid() {
        return problems.stream().noneMatch(p -> p.severity() == Severity.ERROR);
    }
}
