package dev.guestkit.transport.file;

import dev.guestkit.job.JobDocument;
import dev.guestkit.job.ProgressEvent;
import dev.guestkit.worker.spi.Claim;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.spi.TransportException;
import dev.guestkit.worker.spi.WorkerOffer;
import dev.guestkit.worker.store.JobChange;
import dev.guestkit.worker.store.JobStanding;
import dev.guestkit.worker.store.JobTerms;
import dev.guestkit.worker.store.JobTransitions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes jobs for workers. Thread-safe. */
final class Claims {
    private static final Logger log = LoggerFactory.getLogger(Claims.class);

    private final Spool spool;
    private final Expiry expiry;
    private final Runnable watching;
    private final Apart apart;
    private final SecureRandom random = new SecureRandom();

    /**
     * Makes one.
     *
     * @param watching begins to listen to the directories, when that was not begun before
     */
    Claims(Spool spool, Expiry expiry, Runnable watching) {
        this.spool = spool;
        this.expiry = expiry;
        this.watching = watching;
        this.apart = new Apart(spool.layout, spool.files, spool.lives);
    }

    void watch() {
        watching.run();
    }

    List<Claim> claim(WorkerOffer offer, int max, Duration wait) throws IOException {
        watch();
        spool.load();
        long start = spool.clock.nanoTime();
        long longest =
                wait.compareTo(Duration.ofDays(1)) > 0 ? Duration.ofDays(1).toNanos() : wait.toNanos();
        while (true) {
            long changes = spool.board.changes();
            expiry.overdue();
            List<Claim> claims = spool.pause.isPaused() ? List.of() : take(offer, max);
            long left = longest - (spool.clock.nanoTime() - start);
            if (claims.isEmpty() && !spool.isLoaded()) {
                // The most urgent jobs are for others: more have to be known.
                spool.loadMore();
                continue;
            }
            if (!claims.isEmpty() || left <= 0 || spool.guard.isClosed()) {
                return claims;
            }
            try {
                spool.board.await(left, changes);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return List.of();
            }
        }
    }

    private List<Claim> take(WorkerOffer offer, int max) throws IOException {
        List<Claim> claims = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        try {
            spool.board.take(offer, max, terms -> tryClaim(terms, offer, claims, failed));
        } catch (UncheckedIOException e) {
            // Not claimed as far as known: back in line, for when the directory answers again.
            failed.forEach(spool.board::changed);
            if (claims.isEmpty()) {
                throw e.getCause();
            }
        }
        return claims;
    }

    private boolean tryClaim(JobTerms terms, WorkerOffer offer, List<Claim> claims, List<String> failed) {
        try {
            Optional<Claim> claim = claim(terms, offer);
            claim.ifPresent(claims::add);
            return claim.isPresent();
        } catch (TransportException e) {
            return damaged(terms.jobId(), e, failed);
        } catch (IOException e) {
            failed.add(terms.jobId());
            throw new UncheckedIOException(e);
        }
    }

    private boolean damaged(String jobId, TransportException why, List<String> failed) {
        try {
            spool.damaged.found(jobId, why);
            return false;
        } catch (IOException e) {
            failed.add(jobId);
            throw new UncheckedIOException(e);
        }
    }

    private Optional<Claim> claim(JobTerms terms, WorkerOffer offer) throws IOException {
        Optional<JobDocument> document = spool.lives.document(terms.jobId());
        if (document.isEmpty()) {
            spool.lives.forget(terms.jobId());
            return Optional.empty();
        }
        if (spool.ended.isEnded(terms.jobId())) {
            zombie(terms);
            return Optional.empty();
        }
        apart.announce(terms);
        int known = spool.lives.seen(terms.jobId()).map(Life::step).orElse(0);
        boolean claimed = spool.lives
                .change(terms.jobId(), life -> decide(life, known, offer))
                .orElse(false);
        Optional<Life> life = claimed ? spool.lives.seen(terms.jobId()) : Optional.empty();
        if (life.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> other = apart.claimedBeside(terms);
        if (other.isPresent()) {
            stepBack(life.get(), other.get());
            return Optional.empty();
        }
        noteLease(life.get());
        return Optional.of(new Claim(
                JobTransitions.token(terms, life.get().standing()),
                life.get()
                        .standing()
                        .toRecord(
                                document.get(),
                                progressSoFar(life.get().standing(), terms.jobId()),
                                life.get().snapshot().history()),
                spool.settings.lease()));
    }

    /** For a random while, so that two that stepped back for each other do not meet again. */
    private void stepBack(Life claimed, String other) throws IOException {
        log.info("Job {} steps back for job {}, which another process has claimed", claimed.jobId(), other);
        Instant now = spool.clock.instant();
        Instant until = now.plusMillis(20 + random.nextInt(100));
        spool.lives.change(claimed.jobId(), life -> {
            boolean held = life.step() == claimed.step();
            return held
                    ? Move.to(
                            true,
                            life,
                            spool.transitions.steppedBack(life.terms(), life.standing(), other, until, now),
                            false)
                    : Move.none(false);
        });
        spool.lives.fresh(other);
    }

    /** Of earlier starts; a job's first claim, which most have, reads nothing. */
    private Optional<ProgressEvent> progressSoFar(JobStanding standing, String jobId) {
        try {
            return standing.epoch() < 2 ? Optional.empty() : spool.events.newestProgress(spool.layout.eventLog(jobId));
        } catch (IOException e) { // the claim is made: it must not be lost for this
            log.warn("The events of job {} cannot be read", jobId, e);
            return Optional.empty();
        }
    }

    /** Claims it only where the queue knew it to stand: anything newer may have a delay that is not over. */
    private Move<Boolean> decide(Life life, int known, WorkerOffer offer) {
        Instant now = spool.clock.instant();
        if (life.standing().state() != JobState.QUEUED || life.step() != known) {
            return Move.none(false);
        }
        JobChange change =
                spool.transitions.claimed(life.standing(), offer.capabilities().workerId(), nonce(), now);
        Optional<Owner> owner = offer.relayed() ? Optional.empty() : Optional.of(spool.self);
        Snapshot snapshot = life.snapshot().claimed(change, owner, spool.settings.lease());
        return new Move<>(true, Optional.of(new Move.Next(snapshot, Optional.empty(), false)));
    }

    /** A document whose job has a result: two submissions met, or a dead process did not clear it away. */
    private void zombie(JobTerms terms) throws IOException {
        Optional<Life> life = spool.lives.fresh(terms.jobId());
        if (life.isPresent()) {
            var result = spool.ended.result(terms.jobId());
            if (result.isPresent()) {
                Life known = life.get();
                spool.lives
                        .ending()
                        .clear(result.get(), LifeReader.ended(known.snapshot(), result.get()), known.step());
                spool.lives.forget(terms.jobId());
            }
        }
    }

    /** Begins to measure a lease, for when nobody renews it. */
    void noteLease(Life life) throws IOException {
        spool.leaseSign(life)
                .ifPresent(sign -> spool.leases.isUnchanged(
                        Spool.claimKey(life), sign, life.snapshot().lease()));
    }

    private String nonce() {
        byte[] bytes = new byte[8];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
