package dev.guestkit.app;

/** What the command ends with. */
public final class ExitCodes {
    /** Done. */
    public static final int OK = 0;

    /** The job did not complete, or a document is not valid. */
    public static final int FAILED = 1;

    /** Used wrongly, or the store or another part did not do what was asked. */
    public static final int USAGE = 2;

    private ExitCodes() {}
}
