package dev.guestkit.http.server.internal.route;

/** Answers the requests of one route. Thread-safe. */
@FunctionalInterface
public interface Endpoint {
    /**
     * Answers now or later, from any thread, by {@link Call#answer}; what it throws is answered for it. It runs on a thread that
     * may wait for a store, and for nothing else.
     */
    void handle(Call call);

    /** One that answers at once. */
    static Endpoint of(java.util.function.Function<Call, Response> answer) {
        return call -> call.answer(answer.apply(call));
    }
}
