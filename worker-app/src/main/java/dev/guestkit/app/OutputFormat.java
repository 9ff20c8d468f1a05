package dev.guestkit.app;

/** How a command prints what it found; the lower-case names are what {@code --output} takes. */
public enum OutputFormat {
    /** For people. */
    table,
    /** One JSON document. */
    json,
    /** The same as YAML. */
    yaml
}
