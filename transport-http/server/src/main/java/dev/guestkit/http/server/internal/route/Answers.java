package dev.guestkit.http.server.internal.route;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends answers with what every answer carries, and writes the audit log. */
final class Answers implements Call.Answering {
    private static final Logger AUDIT = LoggerFactory.getLogger("dev.guestkit.http.audit");
    private static final Logger log = LoggerFactory.getLogger(Answers.class);

    private final Meter meter;

    Answers(Meter meter) {
        this.meter = meter;
    }

    @Override
    public void answer(Call call, Response response) {
        Exchange exchange = call.exchange();
        String route = call.route().map(Route::path).orElse("unknown");
        boolean headOnly = exchange.method().equals("HEAD");
        meter.answered(exchange.method(), route, response.status(), call.nanos());
        audit(call, route, response);
        Map<String, String> headers = headers(call, response);
        try {
            if (response instanceof Response.Streamed streamed && !headOnly) {
                Head head = new Head(response.status(), headers, streamed.length());
                streamed.writer().accept(exchange.open(head));
            } else if (response instanceof Response.Streamed streamed) {
                exchange.send(new Head(response.status(), headers, streamed.length()), new byte[0]);
            } else if (response instanceof Response.Whole whole) {
                Head head = new Head(response.status(), headers, whole.body().length);
                exchange.send(head, headOnly ? new byte[0] : whole.body());
            }
        } catch (RuntimeException e) { // the client may be gone, and then there is nobody to tell
            log.debug("request {} was answered to nobody", call.requestId(), e);
        }
    }

    private static Map<String, String> headers(Call call, Response response) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Cache-Control", "no-store");
        headers.put("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Request-Id", call.requestId());
        headers.putAll(response.headers());
        return headers;
    }

    /** Who changed what, and who was turned away. What workers report of jobs is in the jobs' own histories. */
    private static void audit(Call call, String route, Response response) {
        int status = response.status();
        boolean changes = call.route()
                .map(Route::scope)
                .filter(s -> s == Scope.SUBMIT || s == Scope.ADMIN)
                .isPresent();
        if (AUDIT.isInfoEnabled() && (changes || status == 401 || status == 403)) {
            AUDIT.info(
                    "{} from {}: {} {} -> {}{} request={}{}",
                    call.caller().name().orElse("anybody"),
                    call.exchange().remote(),
                    call.exchange().method(),
                    call.route().isPresent() ? call.exchange().path() : route,
                    status,
                    response.headers().containsKey("Location")
                            ? " " + response.headers().get("Location")
                            : "",
                    call.requestId(),
                    call.trace().map(t -> " trace=" + t.traceId()).orElse(""));
        }
    }
}
