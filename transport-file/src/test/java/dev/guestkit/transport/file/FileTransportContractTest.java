package dev.guestkit.transport.file;

import dev.guestkit.worker.spi.JobTransport;
import dev.guestkit.worker.testkit.ContractSettings;
import dev.guestkit.worker.testkit.JobTransportContract;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

class FileTransportContractTest extends JobTransportContract {
    @TempDir
    Path root;

    @Override
    protected JobTransport open(ContractSettings settings) {
        FileTransportBuilder builder = FileTransport.builder(root)
                .clock(settings.time())
                .lease(settings.lease())
                .maxQueued(settings.capacity())
                .eventLimit(settings.eventLimit())
                .rescan(Duration.ofMillis(200));
        settings.failUnclaimableAfter().ifPresent(builder::failUnwantedAfter);
        return builder.build();
    }

    @Override
    protected boolean isDurable() {
        return true;
    }
}
