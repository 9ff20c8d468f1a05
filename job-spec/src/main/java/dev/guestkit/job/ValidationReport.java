package dev.guestkit.job;

import java.util.List;
import java.util.Optional;

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

    /**
     * The one error code of the protocol that says why: {@code UNSUPPORTED_OPERATION} or {@code UNSUPPORTED_CHECKSUM_ALGORITHM}
     * when every error is of that kind, otherwise {@code VALIDATION_ERROR}; empty without errors.
     */
    public Optional<ErrorCode> errorCode() {
        List<String> codes = errors().stream().map(Problem::code).distinct().toList();
        if (codes.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                codes.equals(List.of(ErrorCode.UNSUPPORTED_OPERATION.name()))
                        ? ErrorCode.UNSUPPORTED_OPERATION
                        : codes.equals(List.of(ErrorCode.UNSUPPORTED_CHECKSUM_ALGORITHM.name()))
                                ? ErrorCode.UNSUPPORTED_CHECKSUM_ALGORITHM
                                : ErrorCode.VALIDATION_ERROR);
    }

    private List<Problem> of(Problem.Severity severity) {
        return problems.stream().filter(p -> p.severity() == severity).toList();
    }
}
