package dev.guestkit.appliance.internal;

/** The child process is well, this one request is not. */
final class RequestFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RequestFailed(String message) {
        super(message);
    }
}
