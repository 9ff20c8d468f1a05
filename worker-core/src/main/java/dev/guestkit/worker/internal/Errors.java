package dev.guestkit.worker.internal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.guestkit.job.ErrorCode;
import dev.guestkit.job.JobError;
import dev.guestkit.job.Json;
import dev.guestkit.worker.spi.HandlerException;
import java.util.Optional;

/** The error table: what was thrown, as an error of the protocol. */
final class Errors {
    private static final int LONGEST_MESSAGE = 4096;

    private Errors() {}

    static JobError of(Throwable thrown, String phase) {
        if (thrown instanceof HandlerException e) {
            return error(e.code(), text(e), phase, e.details());
        }
        ErrorCode code = thrown instanceof OutOfMemoryError ? ErrorCode.RESOURCE_EXHAUSTED : ErrorCode.EXECUTION_ERROR;
        Json details = Json.of(JsonNodeFactory.instance
                .objectNode()
                .put("exception", thrown.getClass().getName()));
        return error(code.name(), text(thrown), phase, Optional.of(details));
    }

    static JobError of(ErrorCode code, String message, String phase) {
        return error(code.name(), message, phase, Optional.empty());
    }

    private static JobError error(String code, String message, String phase, Optional<Json> details) {
        return JobError.of(
                code, Text.fit(message, LONGEST_MESSAGE), Optional.of(phase).filter(p -> !p.isEmpty()), details);
    }

    private static String text(Throwable thrown) {
        String name = thrown.getClass().getSimpleName();
        try {
            String message = thrown.getMessage();
            return message == null || message.isBlank() ? name : message;
        } catch (RuntimeException | Error e) { // an exception of somebody else's may fail even in this
            return name;
        }
    }
}
