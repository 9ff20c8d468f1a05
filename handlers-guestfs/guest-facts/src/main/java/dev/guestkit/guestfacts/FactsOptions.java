package dev.guestkit.guestfacts;

/**
 * The limits of reading one guest. Every one of them is said in a section's notes when it is reached.
 *
 * @param maxTextBytes most bytes read of one text file
 * @param maxDatabaseBytes most bytes of one package database or registry hive; a larger one is not read at all
 * @param maxLines most lines read of one text file
 * @param maxRecords most records (packages, services, users, …) listed in one section
 */
public record FactsOptions(int maxTextBytes, int maxDatabaseBytes, int maxLines, int maxRecords) {
    /** Checks that all are positive. */
    public FactsOptions {
        if (maxTextBytes <= 0 || maxDatabaseBytes <= 0 || maxLines <= 0 || maxRecords <= 0) {
            throw new IllegalArgumentException("limits must be positive: " + maxTextBytes + " text bytes, "
                    + maxDatabaseBytes + " database bytes, " + maxLines + " lines, " + maxRecords + " records");
        }
    }

    /** 16 MiB of text, 512 MiB of database, 500 000 lines, 200 000 records. */
    public static FactsOptions defaults() {
        return new FactsOptions(16 << 20, 512 << 20, 500_000, 200_000);
    }

    /** These with another {@link #maxRecords()}. */
    public FactsOptions withMaxRecords(int records) {
        return new FactsOptions(maxTextBytes, maxDatabaseBytes, maxLines, records);
    }
}
