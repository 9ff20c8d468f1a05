package dev.guestkit.http.server;

import dev.guestkit.job.JobDocument;
import dev.guestkit.worker.MemoryTransport;
import dev.guestkit.worker.MemoryTransportBuilder;
import dev.guestkit.worker.spi.JobTransport;
import dev.guestkit.worker.testkit.ContractSettings;
import dev.guestkit.worker.testkit.JobTransportContract;

class HttpOverMemoryContractTest extends JobTransportContract {
    @Override
    protected JobTransport open(ContractSettings settings) {
        MemoryTransportBuilder store = MemoryTransport.builder()
                .time(settings.time())
                .lease(settings.lease())
                .capacity(settings.capacity())
                .eventLimit(settings.eventLimit());
        settings.failUnclaimableAfter().ifPresent(store::failUnclaimableAfter);
        return Fronted.of(store.build(), settings.time());
    }

    @Override
    protected boolean isDurable() {
        return false;
    }

    @Override
    protected JobDocument asSubmitted(JobDocument stored) {
        return Documents.withoutAudit(stored);
    }
}
