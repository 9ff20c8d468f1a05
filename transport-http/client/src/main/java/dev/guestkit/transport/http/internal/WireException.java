package dev.guestkit.transport.http.internal;

/** Says that a body is not what was agreed on; {@link #pointer()} says where. */
public final class WireException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String pointer;
    private final String message;

    /** Makes one about the value at a JSON Pointer. */
    public WireException(String pointer, String message) {
        super(message);
        this.pointer = pointer;
        this.message = message;
    }

    /** What is wrong, and where. */
    public String text() {
        return pointer.isEmpty() ? message : pointer + " " + message;
    }

    /** JSON Pointer to the offending value. */
    public String pointer() {
        return pointer;
    }
}
