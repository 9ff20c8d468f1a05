package dev.guestkit.appliance.internal;

/** The child process is well, this one request is not. */
public final class RequestFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RequestFailed(String message) {
        super(message);
    }
}
