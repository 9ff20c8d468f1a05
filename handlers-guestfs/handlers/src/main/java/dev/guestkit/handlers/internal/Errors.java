package dev.guestkit.handlers.internal;

import dev.guestkit.appliance.ApplianceException;
import dev.guestkit.job.ErrorCode;
import dev.guestkit.worker.spi.CancellationToken;
import dev.guestkit.worker.spi.HandlerException;

/** Turns failures of other modules into the error table's codes. */
final class Errors {
    private Errors() {}

    /**
     * The attempt's end for a failure of the appliance.
     *
     * @throws dev.guestkit.worker.spi.CancelledException when it failed because the attempt is to stop
     */
    static HandlerException of(ApplianceException e, CancellationToken stop) {
        stop.throwIfCancelled();
        return new HandlerException(code(e.kind()), String.valueOf(e.getMessage()), e);
    }

    /** {@code TIMEOUT} and {@code CANCELLED} are the job's own ends; here nobody stopped the job, so its machine failed. */
    private static ErrorCode code(ApplianceException.Kind kind) {
        return switch (kind) {
            case TIMEOUT, CANCELLED -> ErrorCode.APPLIANCE_FAILED;
            default -> ErrorCode.valueOf(kind.code());
        };
    }
}
