package dev.guestkit.http.server;

import dev.guestkit.http.server.internal.guard.HostCredentials;
import dev.guestkit.http.server.internal.guard.LocalGate;
import dev.guestkit.http.server.internal.guard.MetricsGate;
import dev.guestkit.http.server.internal.guard.TokenFile;
import dev.guestkit.http.server.internal.guard.TokenGate;
import dev.guestkit.http.server.internal.health.Health;
import dev.guestkit.http.server.internal.hooks.HookJobRoutes;
import dev.guestkit.http.server.internal.hooks.HookRoutes;
import dev.guestkit.http.server.internal.manage.ManageRoutes;
import dev.guestkit.http.server.internal.meter.HttpMeter;
import dev.guestkit.http.server.internal.page.PageRoutes;
import dev.guestkit.http.server.internal.remote.Means;
import dev.guestkit.http.server.internal.remote.Registry;
import dev.guestkit.http.server.internal.remote.RemoteWork;
import dev.guestkit.http.server.internal.rest.Api;
import dev.guestkit.http.server.internal.rest.JobRoutes;
import dev.guestkit.http.server.internal.rest.OpenApi;
import dev.guestkit.http.server.internal.rest.QueueRoutes;
import dev.guestkit.http.server.internal.rest.RelayRoutes;
import dev.guestkit.http.server.internal.rest.ResultRoutes;
import dev.guestkit.http.server.internal.rest.SelfRoutes;
import dev.guestkit.http.server.internal.rest.SubmitRoutes;
import dev.guestkit.http.server.internal.rest.Submitter;
import dev.guestkit.http.server.internal.route.BodyDeadline;
import dev.guestkit.http.server.internal.route.Front;
import dev.guestkit.http.server.internal.route.Gate;
import dev.guestkit.http.server.internal.route.Route;
import dev.guestkit.http.server.internal.route.Routes;
import dev.guestkit.http.server.internal.stream.EventHub;
import dev.guestkit.http.server.internal.stream.EventRoutes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;

/** Puts a front together. */
final class Assembly {
    private final HttpFrontBuilder settings;
    private final HttpMeter meter = new HttpMeter();
    private final AtomicBoolean draining = new AtomicBoolean();
    private final ExecutorService workers;
    private final ExecutorService uploads;
    private final ScheduledThreadPoolExecutor timer = Threads.timer("guestkit-http-timer");

    Assembly(HttpFrontBuilder settings) {
        this.settings = settings;
        this.workers = Threads.pool("guestkit-http", settings.threads, 1024);
        this.uploads = Threads.pool("guestkit-http-upload", settings.threads, settings.threads);
    }

    HttpFront front() {
        Api api = new Api(settings.transport, settings.worker, settings.time, settings.maxQueued);
        Health health = new Health(settings.transport, settings.worker, settings.probes, draining::get, settings.time);
        SelfRoutes self = new SelfRoutes(api, health, meter);
        List<Route> routes = new ArrayList<>(self.routes());
        routes.addAll(OpenApi.routes());
        routes.addAll(new SubmitRoutes(api).routes());
        routes.addAll(new JobRoutes(api).routes());
        routes.addAll(new ResultRoutes(api, workers).routes());
        routes.addAll(new QueueRoutes(api).routes());
        routes.addAll(new RelayRoutes(api).routes());
        Registry registry = new Registry();
        RemoteWork remote = new RemoteWork(settings.transport, registry, new Means(settings.time, workers, timer));
        routes.addAll(remote.routes());
        EventHub hub = new EventHub(api.client(), workers, timer);
        routes.addAll(new EventRoutes(api, hub, workers).routes());
        if (settings.management) {
            routes.addAll(new ManageRoutes(api, new Submitter(api), registry).routes());
        }
        if (settings.page) {
            routes.addAll(PageRoutes.routes());
        }
        settings.webhooks.ifPresent(hooks -> {
            routes.addAll(new HookRoutes(api, new Submitter(api), hooks).routes());
            routes.addAll(new HookJobRoutes(api, hooks).routes());
        });
        if (settings.metrics) {
            routes.add(self.metrics());
        }
        boolean authenticates = settings.tokens.isPresent() || settings.authentication.isPresent();
        Gate gate = gate();
        Front main = front(routes, new MetricsGate(gate, settings.openMetrics, authenticates));
        Front metrics = front(self.metricsRoutes(), new MetricsGate(gate, settings.openMetrics, authenticates));
        return new HttpFront(
                main,
                metrics,
                authenticates,
                settings.openMetrics,
                List.of(
                        () -> draining.set(true),
                        hub::close,
                        remote::close,
                        timer::shutdownNow,
                        workers::shutdown,
                        uploads::shutdown));
    }

    private Front front(List<Route> routes, Gate gate) {
        return new Front(
                new Routes(routes),
                gate,
                meter,
                workers,
                uploads,
                new BodyDeadline(timer, settings.bodyTime),
                draining);
    }

    private Gate gate() {
        return settings.authentication
                .<Gate>map(host -> new TokenGate(new HostCredentials(host)))
                .or(() -> settings.tokens.map(file -> new TokenGate(TokenGate.of(new TokenFile(file)))))
                .orElseGet(() -> new LocalGate(settings.names));
    }
}
