package dev.guestkit.job;

import java.util.stream.Collectors;

/** Says that bytes are no document, or that a document is not valid; carries the whole report. */
public final class DocumentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ValidationReport report;

    /** More than these make no message for people; the report has them all. */
    private static final int IN_MESSAGE = 20;

    /** Makes one whose message lists the first problems of {@code report}. */
    public DocumentException(ValidationReport report) {
        super(report.problems().stream()
                .limit(IN_MESSAGE)
                .map(p -> p.pointer() + ": " + p.message() + " (" + p.code() + ")")
                .collect(Collectors.joining("; ")));
        this.report = report;
    }

    /** All problems found. */
    public ValidationReport report() {
        return report;
    }
}
