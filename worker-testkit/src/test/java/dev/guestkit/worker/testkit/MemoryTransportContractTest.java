package dev.guestkit.worker.testkit;

import dev.guestkit.worker.MemoryTransport;
import dev.guestkit.worker.MemoryTransportBuilder;
import dev.guestkit.worker.spi.JobTransport;

class MemoryTransportContractTest extends JobTransportContract {
    @Override
    protected JobTransport open(ContractSettings settings) {
        MemoryTransportBuilder builder = MemoryTransport.builder()
                .time(settings.time())
                .lease(settings.lease())
                .capacity(settings.capacity())
                .eventLimit(settings.eventLimit());
        settings.failUnclaimableAfter().ifPresent(builder::failUnclaimableAfter);
        return builder.build();
    }

    @Override
    protected boolean isDurable() {
        return false;
    }
}
