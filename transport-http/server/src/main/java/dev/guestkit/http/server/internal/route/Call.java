package dev.guestkit.http.server.internal.route;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One request on its way through its route. Thread-safe in that it is answered once. */
public final class Call {
    private final Exchange exchange;
    private final Answering answering;
    private final String requestId;
    private final long begun = System.nanoTime();
    private final AtomicBoolean answered = new AtomicBoolean();
    private volatile @Nullable Route route;
    private volatile List<String> parameters = List.of();
    private volatile Caller caller = Caller.ANYBODY;
    private volatile byte[] body = new byte[0];
    private volatile @Nullable Query query;

    Call(Exchange exchange, Answering answering, String requestId) {
        this.exchange = exchange;
        this.answering = answering;
        this.requestId = requestId;
    }

    /** Sends what a call is answered with. */
    interface Answering {
        void answer(Call call, Response response);
    }

    void routed(Route to, List<String> segments) {
        route = to;
        parameters = segments;
    }

    void admitted(Caller who) {
        caller = who;
    }

    void read(byte[] bytes) {
        body = bytes;
    }

    /** The request as it came. */
    public Exchange exchange() {
        return exchange;
    }

    /** The decoded segment at the route's name with this number, from 0. */
    public String parameter(int number) {
        return parameters.get(number);
    }

    /** The parameters of the query. */
    public Query query() {
        Query parsed = query;
        if (parsed == null) {
            parsed = Query.parse(exchange.query());
            query = parsed;
        }
        return parsed;
    }

    /** Who asks. */
    public Caller caller() {
        return caller;
    }

    /** The body, empty when there is none; not to be changed. */
    public byte[] body() {
        return body;
    }

    /** The id of the request, the client's or our own. */
    public String requestId() {
        return requestId;
    }

    /** The span that it belongs to. */
    public Optional<TraceParent> trace() {
        return exchange.header("traceparent").flatMap(TraceParent::parse);
    }

    /** Answers, unless it was answered before. */
    public void answer(Response response) {
        if (answered.compareAndSet(false, true)) {
            answering.answer(this, response);
        }
    }

    /** Whether it was answered. */
    public boolean isAnswered() {
        return answered.get();
    }

    Optional<Route> route() {
        return Optional.ofNullable(route);
    }

    long nanos() {
        return System.nanoTime() - begun;
    }
}
