package dev.guestkit.http.server.internal.remote;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.http.server.internal.route.ApiError;
import dev.guestkit.http.server.internal.route.Call;
import dev.guestkit.http.server.internal.route.Response;
import dev.guestkit.http.server.internal.route.StoreFailures;
import dev.guestkit.transport.http.internal.ClaimJson;
import dev.guestkit.transport.http.internal.WireJson;
import java.util.List;

/** {@code POST /api/v1/worker/claim}: a long poll for jobs. Thread-safe. */
final class ClaimEndpoint {
    private final ClaimDesk desk;
    private final CancelDesk cancels;
    private final Registry registry;
    private final DeadLeases deadLeases;
    private final Means means;

    ClaimEndpoint(ClaimDesk desk, CancelDesk cancels, Registry registry, DeadLeases deadLeases, Means means) {
        this.desk = desk;
        this.cancels = cancels;
        this.registry = registry;
        this.deadLeases = deadLeases;
        this.means = means;
    }

    void claim(Call call) {
        ClaimRequest request = Bodies.read(call, ClaimRequest::read);
        String worker = request.offer().capabilities().workerId();
        if (registry.isGone(worker)) {
            throw ApiError.GONE.because("worker " + worker + " was deregistered; register again to get jobs");
        }
        deadLeases.begin();
        desk.claim(request, new ClaimAnswer() {
            @Override
            public void handedOut(List<HandedOut> claims) {
                claims.forEach(one -> cancels.owned(
                        one.claim().token(), request.session(), one.claim().lease()));
                call.answer(response(claims));
            }

            @Override
            public void failed(RuntimeException why) {
                call.answer(StoreFailures.response(why)
                        .orElseGet(() -> ApiError.INTERNAL_ERROR
                                .because("the store refused the claim; the server's log says more")
                                .response()));
            }
        });
    }

    private Response response(List<HandedOut> claims) {
        ObjectNode data = WireJson.object();
        ArrayNode all = data.putArray("claims");
        long now = means.time().nanoTime();
        claims.forEach(one -> all.add(ClaimJson.write(one.claim(), one.remaining(now))));
        return Bodies.ok(data);
    }
}
