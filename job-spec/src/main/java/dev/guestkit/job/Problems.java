package dev.guestkit.job;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects problems; makes its collections only for the first one. Not thread-safe. */
final class Problems {
    /** A hostile document may hold a problem in every second byte; nobody reads that many. */
    private static final int MOST = 10_000;

    private List<Problem> found = List.of();
    private Set<String> bad = Set.of();

    /** Whether no more problems are taken: making them then costs time for nothing. */
    boolean isFull() {
        return found.size() >= MOST;
    }

    void error(Where where, String code, String message) {
        error(where.pointer(), code, message);
    }

    void error(String pointer, String code, String message) {
        add(new Problem(pointer, Problem.Severity.ERROR, code, message));
    }

    void warning(String pointer, String code, String message) {
        add(new Problem(pointer, Problem.Severity.WARNING, code, message));
    }

    /** Adds a problem unless its place, or one around it, is already known to be wrong. */
    void add(Problem problem) {
        if (found.isEmpty()) {
            found = new ArrayList<>();
            bad = new HashSet<>();
        } else if (isFull() || isBad(problem.pointer())) {
            return;
        }
        found.add(problem);
        if (problem.severity() == Problem.Severity.ERROR) {
            bad.add(problem.pointer());
        }
    }

    /** Whether an error is known at this place or around it. */
    boolean isBad(String pointer) {
        if (bad.isEmpty()) {
            return false;
        }
        for (int end = pointer.length(); end >= 0; end = pointer.lastIndexOf('/', end - 1)) {
            if (bad.contains(pointer.substring(0, end))) {
                return true;
            }
        }
        return false;
    }

    ValidationReport report() {
        return found.isEmpty() ? ValidationReport.VALID : new ValidationReport(found);
    }
}
