package dev.guestkit.transport.file;

import dev.guestkit.worker.spi.JobPage;
import dev.guestkit.worker.spi.JobQuery;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.store.JobFacts;
import dev.guestkit.worker.store.JobIndex;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index of all jobs of a spool: built by whoever asks first, while claims go on, and followed from then on: what this process
 * does or hears of is looked at one by one, and the directories are read again when their times have moved. Reading that takes
 * long is done by a thread of its own, for a twentieth of the time at most. Thread-safe.
 */
final class SpoolIndex {
    private static final Logger log = LoggerFactory.getLogger(SpoolIndex.class);
    private static final int MOST_TOUCHED = 10_000;
    private static final long QUICK_NANOS = 20_000_000;
    private static final int SHARE = 20;

    private final Spool spool;
    private final JobIndex index = new JobIndex();
    private final EndedPlaces places;
    private final ReentrantLock reading = new ReentrantLock();
    private final Set<String> touched = ConcurrentHashMap.newKeySet();
    private volatile boolean touchedTooMany;
    private volatile boolean built;
    private volatile long readAt;
    private volatile long tookNanos;

    SpoolIndex(Spool spool) {
        this.spool = spool;
        this.places = new EndedPlaces(spool, index);
    }

    JobPage page(JobQuery query) throws IOException {
        follow();
        return index.page(query);
    }

    Map<JobState, Long> counts() throws IOException {
        follow();
        return index.counts();
    }

    /** Looks at what was touched, if anybody has asked before. */
    void keep() throws IOException {
        if (built) {
            applyTouched();
        }
    }

    private void follow() throws IOException {
        spool.scanSometimes();
        if (!built) {
            build();
        } else if (tookNanos < QUICK_NANOS) {
            read();
        } else if (spool.clock.nanoTime() - readAt > SHARE * tookNanos && !reading.isLocked()) {
            Thread reader = new Thread(this::readAside, "guestkit-spool-index");
            reader.setDaemon(true);
            reader.start();
        }
        applyTouched();
    }

    private void build() throws IOException {
        reading.lock();
        try {
            if (!built) {
                spool.board.listen(this::touch);
                spool.lives.seen().forEach(life -> index.put(JobFacts.of(life.terms(), life.standing())));
                read();
                index.settle();
                built = true;
            }
        } finally {
            reading.unlock();
        }
    }

    private void read() throws IOException {
        reading.lock();
        try {
            long begin = spool.clock.nanoTime();
            places.refresh(this::touch);
            readAt = spool.clock.nanoTime();
            tookNanos = built ? readAt - begin : 0;
        } finally {
            reading.unlock();
        }
    }

    private void readAside() {
        try {
            read();
            applyTouched();
        } catch (IOException | RuntimeException e) {
            // Whatever it was: the next question begins it anew, and says what is wrong with the directory.
            log.debug("The results of {} could not be read", spool.layout.root(), e);
        }
    }

    private void touch(String jobId) {
        if (touched.size() < MOST_TOUCHED) {
            touched.add(jobId);
        } else {
            touchedTooMany = true;
        }
    }

    private void applyTouched() throws IOException {
        if (touchedTooMany) {
            touchedTooMany = false;
            spool.lives.seen().forEach(life -> index.put(JobFacts.of(life.terms(), life.standing())));
            read();
            for (String jobId : missing()) {
                look(jobId);
            }
        }
        for (String jobId : List.copyOf(touched)) {
            touched.remove(jobId);
            look(jobId);
        }
    }

    private List<String> missing() throws IOException {
        reading.lock();
        try {
            return places.missing();
        } finally {
            reading.unlock();
        }
    }

    private void look(String jobId) throws IOException {
        Optional<JobFacts> facts = spool.lives.seen(jobId).map(life -> JobFacts.of(life.terms(), life.standing()));
        if (facts.isEmpty()) {
            facts = places.facts().of(jobId);
        }
        if (facts.isPresent()) {
            index.put(facts.get());
        } else if (!spool.lives.steps().isActive(jobId)) {
            index.remove(jobId);
        }
    }
}
