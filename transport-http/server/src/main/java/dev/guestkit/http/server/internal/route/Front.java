package dev.guestkit.http.server.internal.route;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Takes requests from whatever server and leads them to their endpoints. Thread-safe. */
public final class Front {
    private static final Logger log = LoggerFactory.getLogger(Front.class);

    /**
     * Bytes over a limit that are read all the same: of a connection that is closed over unread bytes the client may get a reset and never see
     * the answer. Whoever sends much more is cut off.
     */
    private static final int OVERHANG = 1 << 20;

    private final Routes routes;
    private final Gate gate;
    private final Answers answers;
    private final Executor workers;
    private final BodyDeadline deadline;
    private final Executor uploads;
    private final AtomicBoolean draining;

    /**
     * Makes one.
     *
     * @param workers run endpoints; when they refuse, the request is
     * @param uploads run those that wait for their clients
     * @param draining whether what brings new work is refused
     */
    public Front(
            Routes routes,
            Gate gate,
            Meter meter,
            Executor workers,
            Executor uploads,
            BodyDeadline deadline,
            AtomicBoolean draining) {
        this.routes = routes;
        this.gate = gate;
        this.answers = new Answers(meter);
        this.workers = workers;
        this.uploads = uploads;
        this.deadline = deadline;
        this.draining = draining;
    }

    /** From now on refuses what brings new work. */
    public void drain() {
        draining.set(true);
    }

    /** Whether the server takes leave. */
    public boolean isDraining() {
        return draining.get();
    }

    /** Takes a request; returns soon, the answer may come later. */
    public void accept(Exchange exchange) {
        Call call = new Call(exchange, answers, RequestIds.of(exchange));
        guarded(call, () -> route(call, exchange));
    }

    private void route(Call call, Exchange exchange) {
        Optional<Routes.Match> match = routes.find(exchange.method(), exchange.path());
        Optional<Route> found = match.flatMap(Routes.Match::route);
        found.ifPresent(route -> call.routed(route, match.orElseThrow().parameters()));
        call.admitted(gate.admit(exchange, found));
        Route route = found.orElseThrow(() -> nowhere(match, exchange));
        if (draining.get() && route.addsWork()) {
            throw ApiError.UNAVAILABLE
                    .because("the server takes leave; try again soon")
                    .retryAfter(5);
        }
        switch (route.body()) {
            case NONE, STREAM -> run(call, route);
            case JSON, OPTIONAL_JSON, BYTES -> read(call, route);
        }
    }

    private static ApiException nowhere(Optional<Routes.Match> match, Exchange exchange) {
        if (match.isEmpty()) {
            return ApiError.NOT_FOUND.because("there is nothing at " + Printable.of(exchange.path()));
        }
        return ApiError.METHOD_NOT_ALLOWED
                .because("no " + Printable.of(exchange.method()) + " here; there is "
                        + match.get().allowed())
                .header("Allow", match.get().allowed());
    }

    private void read(Call call, Route route) {
        Exchange exchange = call.exchange();
        if (route.body() == Route.Body.OPTIONAL_JSON && exchange.bodyLength() == 0) {
            run(call, route);
            return;
        }
        if (route.body() != Route.Body.BYTES) {
            ContentTypes.requireJson(exchange);
        }
        if (exchange.bodyLength() > (long) route.limit() + OVERHANG) {
            throw tooLong(route);
        }
        deadline.read(exchange, route.limit() + OVERHANG, new BodyReader() {
            @Override
            public void read(byte[] body) {
                if (body.length > route.limit()) {
                    tooLong();
                    return;
                }
                call.read(body);
                guarded(call, () -> run(call, route));
            }

            @Override
            public void tooLong() {
                call.answer(Front.tooLong(route).response());
            }

            @Override
            public void failed(Throwable why) {
                call.answer(BodyDeadline.failed(why).response());
            }
        });
    }

    private static ApiException tooLong(Route route) {
        return ApiError.PAYLOAD_TOO_LARGE
                .because("the body may have " + route.limit() + " bytes, has more")
                .header("Connection", "close");
    }

    private void run(Call call, Route route) {
        if (route.immediate()) {
            handle(call, route);
            return;
        }
        try {
            (route.body() == Route.Body.STREAM ? uploads : workers)
                    .execute(() -> guarded(call, () -> handle(call, route)));
        } catch (RejectedExecutionException e) {
            throw ApiError.UNAVAILABLE
                    .because("the server has more requests at hand than it can do; try again")
                    .retryAfter(1);
        }
    }

    private static void handle(Call call, Route route) {
        MDC.put("request_id", call.requestId());
        Optional<TraceParent> trace = call.trace();
        trace.ifPresent(t -> MDC.put("trace_id", t.traceId()));
        try {
            route.endpoint().handle(call);
        } finally {
            MDC.remove("request_id");
            trace.ifPresent(t -> MDC.remove("trace_id"));
        }
    }

    private static void guarded(Call call, Runnable step) {
        try {
            step.run();
        } catch (ApiException e) {
            call.answer(e.response());
        } catch (RuntimeException e) { // whatever it is: the client is told, and the thread goes on
            call.answer(StoreFailures.response(e).orElseGet(() -> {
                log.error("request {} could not be answered", call.requestId(), e);
                return Envelope.failure(
                        ApiError.INTERNAL_ERROR, "it failed here; the server's log says more, at " + call.requestId());
            }));
        }
    }
}
