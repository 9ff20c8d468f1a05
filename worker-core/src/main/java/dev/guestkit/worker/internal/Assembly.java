package dev.guestkit.worker.internal;

import dev.guestkit.worker.spi.HandlerSpec;
import dev.guestkit.worker.spi.JobTransport;
import dev.guestkit.worker.spi.WorkerView;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the parts of a worker together. */
final class Assembly {
    private static final Logger log = LoggerFactory.getLogger(Assembly.class);

    private Assembly() {}

    static Parts parts(
            JobTransport transport,
            Settings settings,
            Handlers handlers,
            Abilities abilities,
            Listeners listeners,
            WorkerView view,
            Ticks ticks,
            JobThreads threads) {
        StoreGate gate = new StoreGate(ticks, listeners);
        Alarm watchAlarm = new Alarm(ticks);
        Alarm leaseAlarm = new Alarm(ticks);
        Alarm keeperAlarm = new Alarm(ticks);
        Active active = new Active(ticks, keeperAlarm);
        Stopper stopper = new Stopper(settings, ticks, watchAlarm, threads, listeners);
        LeaseKeeper leases = new LeaseKeeper(transport.source(), active, stopper, gate, ticks, settings.renewEvery());
        return new Parts(
                settings,
                transport.source(),
                transport.client(),
                view,
                ticks,
                listeners,
                gate,
                handlers,
                permits(settings, handlers),
                new Offers(handlers.payloadTypes(), abilities.now("ready", 0)),
                active,
                watchAlarm,
                leaseAlarm,
                keeperAlarm,
                threads,
                stopper,
                leases);
    }

    /** The pools: limited operations, named resources (one each unless configured), scratch space. */
    static Permits permits(Settings settings, Handlers handlers) {
        Map<String, Long> pools = new HashMap<>();
        Map<String, Needs> needs = new HashMap<>();
        settings.operations()
                .forEach((operation, count) -> pools.put(Needs.operationPool(operation), count.longValue()));
        settings.resources().forEach((name, count) -> pools.put(Needs.resourcePool(name), count.longValue()));
        pools.put(
                Needs.scratchPool(),
                settings.scratchBytes()
                        .or(() -> Machine.availableBytes(settings.scratchDir()))
                        .orElse(Long.MAX_VALUE));
        for (HandlerEntry entry : handlers.all()) {
            HandlerSpec spec = entry.spec();
            spec.resources().keySet().forEach(name -> pools.putIfAbsent(Needs.resourcePool(name), 1L));
            Needs need = Needs.of(spec, settings.operations().containsKey(spec.operation()));
            if (need.fits(pools, 1) == 0) {
                log.warn(
                        "{} needs {}, but there is only {}: its jobs are not taken here",
                        entry.payloadType(),
                        need,
                        pools);
            }
            needs.merge(spec.operation(), need, Needs::orWorse);
        }
        return new Permits(settings.concurrency(), pools, needs);
    }
}
