package dev.guestkit.http.server;

import dev.guestkit.job.JobDocument;
import dev.guestkit.transport.file.FileTransport;
import dev.guestkit.transport.file.FileTransportBuilder;
import dev.guestkit.worker.spi.JobTransport;
import dev.guestkit.worker.testkit.ContractSettings;
import dev.guestkit.worker.testkit.JobTransportContract;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

class HttpOverFileContractTest extends JobTransportContract {
    @TempDir
    Path root;

    @Override
    protected JobTransport open(ContractSettings settings) {
        FileTransportBuilder store = FileTransport.builder(root)
                .clock(settings.time())
                .lease(settings.lease())
                .maxQueued(settings.capacity())
                .eventLimit(settings.eventLimit())
                .rescan(Duration.ofMillis(200));
        settings.failUnclaimableAfter().ifPresent(store::failUnwantedAfter);
        return Fronted.of(store.build(), settings.time());
    }

    @Override
    protected boolean isDurable() {
        return true;
    }

    @Override
    protected JobDocument asSubmitted(JobDocument stored) {
        return Documents.withoutAudit(stored);
    }
}
