package dev.guestkit.job;

import java.util.stream.Collectors;

/** Says that bytes are no document, or that a document is not valid; carries the whole report. */
public final class DocumentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ValidationReport report;

    /** Makes one whose message lists every problem of {@code report}. */
    public DocumentException(ValidationReport report) {
        super(report.problems().stream()
                .map(p -> p.pointer() + ": " + p.message() + " (" + p.code() + ")")
                .collect(Collectors.joining("; ")));
        this.report = report;
    }

    /** All problems found. */
    public ValidationReport report() {
        return report;
    }
}
