package dev.guestkit.http.server.internal.remote;

import dev.guestkit.http.server.internal.route.Endpoint;
import dev.guestkit.http.server.internal.route.Route;
import dev.guestkit.http.server.internal.route.Route.Body;
import dev.guestkit.http.server.internal.route.Scope;
import dev.guestkit.transport.http.internal.WireJson;
import dev.guestkit.transport.http.internal.WirePaths;
import dev.guestkit.worker.spi.JobTransport;
import java.util.List;

/** Everything that remote workers and transports need, over any store. Thread-safe. */
public final class RemoteWork implements AutoCloseable {
    private static final int SMALL = 64 << 10;
    /** Capabilities with every operation, locality label and feature there may be. */
    private static final int OFFER = 1 << 20;

    private final ClaimDesk claims;
    private final CancelDesk cancels;
    private final ChangeHub changes;
    private final LeaseEndpoints leases;
    private final WorkerEndpoints workers;
    private final StoreEndpoints store;
    private final ClaimEndpoint claiming;
    private final DeadLeases deadLeases;

    /** Makes all of it; nothing runs before the first remote worker asks. */
    public RemoteWork(JobTransport transport, Registry registry, Means means) {
        this.claims = new ClaimDesk(transport, means);
        this.cancels = new CancelDesk(transport.source(), means);
        this.changes = new ChangeHub(transport.client(), means);
        this.deadLeases = new DeadLeases(transport.control(), means);
        this.leases = new LeaseEndpoints(transport.source(), cancels, deadLeases);
        this.workers = new WorkerEndpoints(transport.workers(), registry);
        this.store = new StoreEndpoints(transport);
        this.claiming = new ClaimEndpoint(claims, cancels, registry, deadLeases, means);
    }

    /** Every route. */
    public List<Route> routes() {
        String job = WirePaths.WORKER_JOBS + "/{id}/";
        return List.of(
                Route.post(WirePaths.CLAIM, Scope.WORK, OFFER, claiming::claim),
                Route.post(WirePaths.RENEW, Scope.WORK, OFFER, Endpoint.of(leases::renew)),
                Route.command("GET", WirePaths.CANCELS, Scope.WORK, cancels::stream),
                Route.post(job + "start", Scope.WORK, SMALL, Endpoint.of(leases::start)),
                Route.post(job + "progress", Scope.WORK, WireJson.LONGEST_REQUEST, Endpoint.of(leases::progress)),
                Route.post(job + "finish", Scope.WORK, WireJson.LONGEST_REQUEST, Endpoint.of(leases::finish)),
                Route.post(job + "release", Scope.WORK, OFFER, Endpoint.of(leases::release)),
                Route.command("PUT", job + "artifacts/{name}", Scope.WORK, leases::artifact)
                        .with(Body.STREAM, 0),
                Route.post(WirePaths.REGISTER, Scope.WORK, OFFER, Endpoint.of(workers::register)),
                Route.post(WirePaths.HEARTBEAT, Scope.WORK, SMALL, Endpoint.of(workers::heartbeat)),
                Route.post(WirePaths.DEREGISTER, Scope.WORK, SMALL, Endpoint.of(workers::deregister)),
                Route.get(WirePaths.RECORDS + "/{id}", store::record),
                Route.get(WirePaths.RECORDS + "/{id}/events", store::events),
                Route.get(WirePaths.WAITING, store::waiting),
                Route.get(WirePaths.CHANGES, changes::stream));
    }

    /** Ends every stream and every wait; to be called before the server waits for its requests to end. */
    @Override
    public void close() {
        deadLeases.close();
        claims.close();
        cancels.close();
        changes.close();
    }
}
