package dev.guestkit.app.documents;

/** The kinds of documents in files; the lower-case names are what {@code --type} takes. */
public enum DocumentType {
    /** A job document, JSON, or YAML in a file called so. */
    job,
    /** A result document. */
    result,
    /** One progress event. */
    event,
    /** The progress events of jobs, one a line. */
    series
}
