package dev.guestkit.worker.internal;

import dev.guestkit.job.ArtifactDetail;
import dev.guestkit.worker.spi.ArtifactSink;
import dev.guestkit.worker.spi.CancelledException;
import dev.guestkit.worker.spi.JobSource;
import dev.guestkit.worker.spi.StopReason;
import dev.guestkit.worker.spi.StoredArtifact;
import dev.guestkit.worker.spi.WriteOutcome;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/** Stores the artifacts of one attempt and remembers them for the result. Thread-safe. */
final class Artifacts implements ArtifactSink {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    private final JobSource source;
    private final Attempt attempt;
    private final Stopper stopper;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, ArtifactDetail> stored = new LinkedHashMap<>();

    Artifacts(JobSource source, Attempt attempt, Stopper stopper) {
        this.source = source;
        this.attempt = attempt;
        this.stopper = stopper;
    }

    @Override
    public ArtifactDetail store(String name, InputStream content) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("artifact name " + Progress.cut(name, 200)
                    + " is not 1 to 128 characters of A-Z a-z 0-9 . _ - with an alphanumeric first");
        }
        StoredArtifact answer = source.artifact(attempt.claimToken(), name, content);
        if (answer.outcome() == WriteOutcome.FENCED) {
            stopper.stop(attempt, StopReason.LEASE_LOST);
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

    List<ArtifactDetail> all() {
        lock.lock();
        try {
            return List.copyOf(stored.values());
        } finally {
            lock.unlock();
        }
    }
}
