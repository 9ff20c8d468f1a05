package dev.guestkit.http.server.internal.rest;

import dev.guestkit.http.server.internal.route.ApiError;
import dev.guestkit.http.server.internal.route.Call;
import dev.guestkit.job.DocumentException;
import dev.guestkit.job.JobCodec;
import dev.guestkit.job.Json;
import java.util.Optional;

/** The {@code reason} of an optional body, for whoever looks at a job or a queue later. */
final class CancelReason {
    private static final int LONGEST = 500;

    private CancelReason() {}

    static String of(Call call) {
        return given(call)
                .orElseGet(() -> "asked for over HTTP"
                        + call.caller().name().map(name -> " by " + name).orElse(""));
    }

    private static Optional<String> given(Call call) {
        if (call.body().length == 0) {
            return Optional.empty();
        }
        Json body;
        try {
            body = JobCodec.standard().readJson(call.body());
        } catch (DocumentException e) {
            throw Door.unreadable(e.report());
        }
        Optional<Json> reason = body.at("/reason").filter(r -> !r.isNull());
        if (!body.toNode().isObject()
                || (reason.isPresent() && reason.flatMap(Json::text).isEmpty())) {
            throw ApiError.VALIDATION_ERROR.because(
                    "the body, when there is one, must be an object whose reason is a string");
        }
        return reason.flatMap(Json::text)
                .filter(text -> !text.isBlank())
                .map(text -> text.substring(0, Math.min(LONGEST, text.length())));
    }
}
