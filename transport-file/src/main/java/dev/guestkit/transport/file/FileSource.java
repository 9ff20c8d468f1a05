package dev.guestkit.transport.file;

import dev.guestkit.worker.spi.ArtifactNames;
import dev.guestkit.worker.spi.CancelListener;
import dev.guestkit.worker.spi.Claim;
import dev.guestkit.worker.spi.ClaimToken;
import dev.guestkit.worker.spi.Finish;
import dev.guestkit.worker.spi.JobEvent;
import dev.guestkit.worker.spi.JobSource;
import dev.guestkit.worker.spi.Renewal;
import dev.guestkit.worker.spi.StoredArtifact;
import dev.guestkit.worker.spi.Subscription;
import dev.guestkit.worker.spi.TransportException;
import dev.guestkit.worker.spi.WorkerOffer;
import dev.guestkit.worker.spi.WriteOutcome;
import dev.guestkit.worker.store.Fencing;
import dev.guestkit.worker.store.JobStanding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What workers do with the spool. */
final class FileSource implements JobSource {
    private final Spool spool;
    private final Claims claims;
    private final ArtifactPlace artifacts;

    FileSource(Spool spool, Claims claims) {
        this.spool = spool;
        this.claims = claims;
        this.artifacts = new ArtifactPlace(spool.layout, spool.files);
    }

    @Override
    public List<Claim> claim(WorkerOffer offer, int max, Duration wait) {
        return spool.guard.call("claim jobs", () -> claims.claim(offer, max, wait));
    }

    @Override
    public Map<ClaimToken, Renewal> renew(Collection<ClaimToken> tokens) {
        Map<ClaimToken, Renewal> answers = new HashMap<>();
        TransportException last = null;
        for (ClaimToken token : tokens) {
            try {
                answers.put(token, spool.guard.call("renew the lease of job " + token.jobId(), () -> renew(token)));
            } catch (TransportException e) {
                last = e;
            }
        }
        if (last != null && answers.isEmpty()) {
            throw last;
        }
        return answers;
    }

    private Renewal renew(ClaimToken token) throws IOException {
        while (true) {
            Optional<Life> life = spool.lives.fresh(token.jobId());
            if (life.isEmpty() || Fencing.write(life.get().standing(), token) != WriteOutcome.OK) {
                return new Renewal(WriteOutcome.FENCED, Duration.ZERO, Optional.empty());
            }
            try {
                Files.setLastModifiedTime(
                        spool.layout.step(token.jobId(), life.get().step()), FileTime.from(spool.clock.instant()));
            } catch (NoSuchFileException e) {
                if (spool.lives.steps().isActive(token.jobId())) {
                    throw e;
                }
                continue;
            }
            claims.noteLease(life.get());
            return new Renewal(
                    WriteOutcome.OK,
                    life.get().snapshot().lease(),
                    life.get().standing().cancelReason());
        }
    }

    @Override
    public WriteOutcome start(ClaimToken token, boolean repeatable) {
        return spool.guard.call(
                "start job " + token.jobId(),
                () -> spool.lives
                        .change(token.jobId(), life -> {
                            WriteOutcome outcome = Fencing.start(life.standing(), token);
                            return outcome == WriteOutcome.OK
                                    ? Move.to(
                                            outcome,
                                            life,
                                            spool.transitions.started(
                                                    life.standing(), repeatable, spool.clock.instant()),
                                            !repeatable)
                                    : Move.none(outcome);
                        })
                        .orElse(WriteOutcome.FENCED));
    }

    @Override
    public WriteOutcome report(ClaimToken token, List<JobEvent> events) {
        return spool.guard.call("report about job " + token.jobId(), () -> {
            Optional<Life> life = held(token);
            if (life.isEmpty()) {
                return WriteOutcome.FENCED;
            }
            spool.events.append(
                    spool.layout.eventLog(token.jobId()),
                    events,
                    life.get().snapshot().history().size());
            spool.board.tell(token.jobId());
            return WriteOutcome.OK;
        });
    }

    private Optional<Life> held(ClaimToken token) throws IOException {
        return spool.lives
                .fresh(token.jobId())
                .filter(life -> Fencing.write(life.standing(), token) == WriteOutcome.OK);
    }

    @Override
    public StoredArtifact artifact(ClaimToken token, String name, InputStream content) {
        ArtifactNames.check(name);
        return spool.guard.call("store artifact " + name + " of job " + token.jobId(), () -> {
            ArtifactPlace.Received received = artifacts.receive(content);
            if (held(token).isEmpty()) {
                artifacts.forget(received);
                return new StoredArtifact(WriteOutcome.FENCED, received.size(), received.sha256());
            }
            artifacts.publish(token.jobId(), name, received);
            return new StoredArtifact(WriteOutcome.OK, received.size(), received.sha256());
        });
    }

    @Override
    public WriteOutcome finish(ClaimToken token, Finish finish) {
        return spool.guard.call("end the attempt of job " + token.jobId(), () -> {
            Optional<WriteOutcome> answer = spool.lives.change(token.jobId(), life -> {
                WriteOutcome outcome = Fencing.finish(life.standing(), token, finish);
                return outcome == WriteOutcome.OK
                        ? Move.to(
                                outcome,
                                life,
                                spool.transitions.finished(
                                        life.terms(), life.standing(), finish, spool.clock.instant()),
                                true)
                        : Move.none(outcome);
            });
            return answer.isPresent()
                    ? answer.get()
                    : standingAtEnd(token)
                            .map(end -> Fencing.finish(end, token, finish))
                            .orElse(WriteOutcome.FENCED);
        });
    }

    private Optional<JobStanding> standingAtEnd(ClaimToken token) throws IOException {
        return new JobLookup(spool).ended(token.jobId()).map(JobLookup.Ended::standing);
    }

    @Override
    public WriteOutcome release(ClaimToken token, String reason) {
        return spool.guard.call("give job " + token.jobId() + " back", () -> {
            Optional<WriteOutcome> answer = spool.lives.change(token.jobId(), life -> {
                WriteOutcome outcome = Fencing.release(life.standing(), token);
                return outcome == WriteOutcome.OK
                        ? Move.to(
                                outcome,
                                life,
                                spool.transitions.released(
                                        life.terms(), life.standing(), reason, spool.clock.instant()),
                                false)
                        : Move.none(outcome);
            });
            return answer.isPresent()
                    ? answer.get()
                    : standingAtEnd(token)
                            .map(end -> Fencing.release(end, token))
                            .orElse(WriteOutcome.FENCED);
        });
    }

    @Override
    public Subscription onCancel(CancelListener listener) {
        Consumer<String> ear = jobId -> spool.lives
                .seen(jobId)
                .filter(life -> life.standing().state().isClaimed())
                .ifPresent(life -> life.standing()
                        .cancelReason()
                        .ifPresent(reason -> listener.cancelRequested(
                                new ClaimToken(
                                        jobId,
                                        life.standing().epoch(),
                                        life.standing().nonce()),
                                reason)));
        spool.board.listen(ear);
        claims.watch();
        return () -> spool.board.unlisten(ear);
    }
}
