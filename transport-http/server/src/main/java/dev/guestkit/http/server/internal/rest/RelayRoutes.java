package dev.guestkit.http.server.internal.rest;

import dev.guestkit.http.server.internal.remote.Bodies;
import dev.guestkit.http.server.internal.route.Call;
import dev.guestkit.http.server.internal.route.Endpoint;
import dev.guestkit.http.server.internal.route.Response;
import dev.guestkit.http.server.internal.route.Route;
import dev.guestkit.http.server.internal.route.Scope;
import dev.guestkit.job.Json;
import dev.guestkit.job.Limits;
import dev.guestkit.transport.http.internal.StoreJson;
import dev.guestkit.transport.http.internal.WirePaths;
import java.util.List;

/** Jobs that come from a transport on another host. */
public final class RelayRoutes {
    /** A document and the bytes that it was received as. */
    private static final int MOST_BYTES = 2 * Limits.STANDARD.jobBytes() + 1024;

    private final Door door;

    /** Makes those over this. */
    public RelayRoutes(Api api) {
        this.door = new Door(api);
    }

    /** Every one of them. */
    public List<Route> routes() {
        return List.of(Route.post(WirePaths.SUBMIT, Scope.SUBMIT, MOST_BYTES, Endpoint.of(this::submit))
                .addingWork());
    }

    private Response submit(Call call) {
        record Submission(Json document, Json digested) {}
        Submission submission = Bodies.read(call, in -> {
            Json document = in.any("document");
            return new Submission(document, in.has("as_received") ? in.any("as_received") : document);
        });
        return Bodies.ok(StoreJson.write(door.relay(submission.document(), submission.digested(), Sender.of(call))));
    }
}
