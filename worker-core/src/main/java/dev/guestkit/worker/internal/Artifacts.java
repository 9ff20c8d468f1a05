package dev.guestkit.worker.internal;

import dev.guestkit.job.ArtifactDetail;
import dev.guestkit.job.ErrorCode;
import dev.guestkit.worker.spi.ArtifactNames;
import dev.guestkit.worker.spi.ArtifactSink;
import dev.guestkit.worker.spi.CancelledException;
import dev.guestkit.worker.spi.HandlerException;
import dev.guestkit.worker.spi.StopReason;
import dev.guestkit.worker.spi.StoredArtifact;
import dev.guestkit.worker.spi.WriteOutcome;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** Stores the artifacts of one attempt and remembers them for the result. Thread-safe. */
final class Artifacts implements ArtifactSink {
    private final Parts parts;
    private final Attempt attempt;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, ArtifactDetail> stored = new LinkedHashMap<>();

    Artifacts(Parts parts, Attempt attempt) {
        this.parts = parts;
        this.attempt = attempt;
    }

    @Override
    public ArtifactDetail store(String name, InputStream content) {
        ArtifactNames.check(name);
        checkCount(name);
        long most = parts.settings().maxArtifactBytes();
        StoredArtifact answer =
                parts.source().artifact(attempt.claimToken(), name, new BoundedStream(name, content, most));
        if (answer.outcome() == WriteOutcome.FENCED) {
            parts.stopper().stop(attempt, StopReason.LEASE_LOST);
            throw new CancelledException(StopReason.LEASE_LOST);
        }
        ArtifactDetail detail = new ArtifactDetail(name, answer.sizeBytes(), answer.sha256(), Map.of());
        lock.lock();
        try {
            stored.put(name, detail);
        } finally {
            lock.unlock();
        }
        return detail;
    }

    private void checkCount(String name) {
        int most = parts.settings().maxArtifacts();
        lock.lock();
        try {
            if (stored.size() >= most && !stored.containsKey(name)) {
                throw new HandlerException(
                        ErrorCode.RESOURCE_EXHAUSTED,
                        "artifact " + name + " would be one more than the " + most
                                + " that an attempt may store; put several into one, or raise the worker's limit");
            }
        } finally {
            lock.unlock();
        }
    }

    List<ArtifactDetail> all() {
        lock.lock();
        try {
            return List.copyOf(stored.values());
        } finally {
            lock.unlock();
        }
    }
}
