package dev.guestkit.job;

import java.util.Optional;

/**
 * What came out of reading bytes: the document when every key has the right type, and the report of all problems. Immutable.
 *
 * @param document present when the bytes could be read as a document, whatever its values are worth
 * @param report every problem found; one problem with the empty pointer when the bytes are no JSON within the limits
 * @param <T> the document's type
 */
public record Parsed<T>(Optional<T> document, ValidationReport report) {

    /**
     * The document.
     *
     * @throws DocumentException when there is none, or the report holds an error
     */
    public T orThrow() {
        if (!report.isValid()) {
            throw new DocumentException(report);
        }
        return document.orElseThrow(() -> new DocumentException(report));
    }
}
