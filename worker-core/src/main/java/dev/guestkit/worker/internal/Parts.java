package dev.guestkit.worker.internal;

import dev.guestkit.worker.spi.JobClient;
import dev.guestkit.worker.spi.JobSource;
import dev.guestkit.worker.spi.WorkerView;

/** What the parts of one worker share. */
record Parts(
        Settings settings,
        JobSource source,
        JobClient client,
        WorkerView view,
        Ticks ticks,
        Listeners listeners,
        StoreGate gate,
        Handlers handlers,
        Permits permits,
        Offers offers,
        Active active,
        Alarm watchAlarm,
        Alarm leaseAlarm,
        Alarm keeperAlarm,
        JobThreads threads,
        Stopper stopper,
        LeaseKeeper leases) {}
