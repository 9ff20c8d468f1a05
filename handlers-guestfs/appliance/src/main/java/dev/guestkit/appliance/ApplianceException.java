package dev.guestkit.appliance;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The one exception of this module. Its {@link Kind} says which error code of the job protocol it becomes. */
public final class ApplianceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why it failed, in the terms of the job protocol's error table. */
    public enum Kind {
        /** What was asked for makes no sense: a bad pattern, an unknown format, a wrong key. */
        VALIDATION("VALIDATION_ERROR"),
        IMAGE_NOT_FOUND("IMAGE_NOT_FOUND"),
        PATH_NOT_ALLOWED("PATH_NOT_ALLOWED"),
        IMAGE_CORRUPT("IMAGE_CORRUPT"),
        IMAGE_LOCKED("IMAGE_LOCKED"),
        IMAGE_CHECKSUM_MISMATCH("IMAGE_CHECKSUM_MISMATCH"),
        UNSUPPORTED_CHECKSUM_ALGORITHM("UNSUPPORTED_CHECKSUM_ALGORITHM"),
        /** The image is larger than this engine was configured for. */
        CAPABILITY_MISMATCH("CAPABILITY_MISMATCH"),
        /** Disk space or memory ran out. */
        RESOURCE_EXHAUSTED("RESOURCE_EXHAUSTED"),
        /** The machine did not start, died, or broke its protocol. */
        APPLIANCE_FAILED("APPLIANCE_FAILED"),
        /** A call took longer than its limit; the machine was killed. */
        TIMEOUT("TIMEOUT"),
        /** Somebody else killed the machine, or the thread was interrupted. */
        CANCELLED("CANCELLED"),
        /** A request failed inside a working machine, such as a file system that cannot be mounted. */
        GUEST_UNREADABLE("EXECUTION_ERROR");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        /** The error code of the job protocol. */
        public String code() {
            return code;
        }
    }

    private final Kind kind;

    public ApplianceException(Kind kind, String message) {
        this(kind, message, null);
    }

    public ApplianceException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind);
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }
}
