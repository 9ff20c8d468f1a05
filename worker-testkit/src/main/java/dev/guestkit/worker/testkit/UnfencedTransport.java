package dev.guestkit.worker.testkit;

import dev.guestkit.worker.spi.Claim;
import dev.guestkit.worker.spi.ClaimToken;
import dev.guestkit.worker.spi.Finish;
import dev.guestkit.worker.spi.JobClient;
import dev.guestkit.worker.spi.JobEvent;
import dev.guestkit.worker.spi.JobSource;
import dev.guestkit.worker.spi.JobTransport;
import dev.guestkit.worker.spi.QueueControl;
import dev.guestkit.worker.spi.Renewal;
import dev.guestkit.worker.spi.StoredArtifact;
import dev.guestkit.worker.spi.WorkerDirectory;
import dev.guestkit.worker.spi.WorkerOffer;
import dev.guestkit.worker.spi.WriteOutcome;
import java.io.InputStream;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** A store as it would be without fencing: it takes every result, whoever holds the job. For control runs. Thread-safe. */
final class UnfencedTransport implements JobTransport {
    private final JobTransport fenced;

    UnfencedTransport(JobTransport fenced) {
        this.fenced = fenced;
    }

    @Override
    public JobClient client() {
        return fenced.client();
    }

    @Override
    public JobSource source() {
        return new Unfenced(fenced.source());
    }

    @Override
    public QueueControl control() {
        return fenced.control();
    }

    @Override
    public WorkerDirectory workers() {
        return fenced.workers();
    }

    @Override
    public void close() {
        fenced.close();
    }

    private record Unfenced(JobSource source) implements JobSource {
        @Override
        public List<Claim> claim(WorkerOffer offer, int max, Duration wait) {
            return source.claim(offer, max, wait);
        }

        @Override
        public Map<ClaimToken, Renewal> renew(Collection<ClaimToken> tokens) {
            return source.renew(tokens);
        }

        @Override
        public WriteOutcome start(ClaimToken token, boolean repeatable) {
            source.start(token, repeatable);
            return WriteOutcome.OK;
        }

        @Override
        public WriteOutcome report(ClaimToken token, List<JobEvent> events) {
            source.report(token, events);
            return WriteOutcome.OK;
        }

        @Override
        public StoredArtifact artifact(ClaimToken token, String name, InputStream content) {
            return source.artifact(token, name, content);
        }

        @Override
        public WriteOutcome finish(ClaimToken token, Finish finish) {
            source.finish(token, finish);
            return WriteOutcome.OK;
        }

        @Override
        public WriteOutcome release(ClaimToken token, String reason) {
            source.release(token, reason);
            return WriteOutcome.OK;
        }
    }
}
