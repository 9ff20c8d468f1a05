package dev.guestkit.job;

import java.util.List;

/** Everything that is wrong with a document, all at once. Immutable. */
public record ValidationReport(List<Problem> problems) {
    /** Nothing is wrong. */
    public static final ValidationReport VALID = new ValidationReport(List.of());

    /** Copies the list. */
    public ValidationReport {
        problems = List.copyOf(problems);
    }

    /** Whether no problem is an error. */
    public boolean isValid() {
        for (Problem problem : problems) {
            if (problem.severity() == Problem.Severity.ERROR) {
                return false;
            }
        }
        return true;
    }

    /** The problems that make the document invalid. */
    public List<Problem> errors() {
        return of(Problem.Severity.ERROR);
    }

    /** The problems that do not. */
    public List<Problem> warnings() {
        return of(Problem.Severity.WARNING);
    }

    private List<Problem> of(Problem.Severity severity) {
        return problems.stream().filter(p -> p.severity() == severity).toList();
    }
}
