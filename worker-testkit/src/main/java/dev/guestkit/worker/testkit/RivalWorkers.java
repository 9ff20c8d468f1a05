package dev.guestkit.worker.testkit;

import dev.guestkit.job.Json;
import dev.guestkit.worker.spi.Claim;
import dev.guestkit.worker.spi.Finish;
import dev.guestkit.worker.spi.JobTransport;
import dev.guestkit.worker.spi.WriteOutcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Workers in rivalry: each stops now and then in the middle of a job, for longer than its lease, and reports its result when
 * others have long taken the job. Counts which results the store accepted.
 */
final class RivalWorkers {
    private final JobTransport transport;
    private final ManualClock clock;
    private final Duration lease;
    private final int workers;
    private final List<String> jobs;
    private final Map<String, List<String>> accepted = new ConcurrentHashMap<>();

    RivalWorkers(JobTransport transport, ManualClock clock, Duration lease, int workers, int count) {
        this.transport = transport;
        this.clock = clock;
        this.lease = lease;
        this.workers = workers;
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add("job-" + (1000 + i));
        }
        this.jobs = ids;
    }

    /** For each job, the workers whose result was accepted. */
    Map<String, List<String>> accepted() {
        return accepted;
    }

    void run() {
        for (String id : jobs) {
            accepted.put(id, new CopyOnWriteArrayList<>());
            transport
                    .client()
                    .submit(TransportFixture.job(id.substring("job-".length())).build());
        }
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                String name = "w-" + i;
                running.add(threads.submit(() -> work(name)));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } catch (ExecutionException e) {
            throw new AssertionError("a worker failed", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private void work(String name) {
        Random random = new Random(name.hashCode());
        Deque<Claim> stalled = new ArrayDeque<>();
        while (!allEnded()) {
            List<Claim> claims =
                    transport.source().claim(OfferBuilder.worker(name).build(), 2, Duration.ZERO);
            for (Claim claim : claims) {
                transport.source().start(claim.token(), true);
                if (claim.token().epoch() == 1 && random.nextInt(3) == 0) {
                    stalled.add(claim);
                } else {
                    report(name, claim);
                }
            }
            if (claims.isEmpty()) {
                transport.control().expire();
                clock.advance(lease.plusSeconds(1));
                transport.control().expire();
            } else if (!stalled.isEmpty() && random.nextInt(4) == 0) {
                report(name, stalled.remove());
            }
        }
        stalled.forEach(claim -> report(name, claim));
    }

    private boolean allEnded() {
        return jobs.stream().allMatch(id -> transport.client().result(id).isPresent());
    }

    private void report(String name, Claim claim) {
        Json data = TransportFixture.text(name + " in epoch " + claim.token().epoch());
        Finish done = new Finish.Done(TestResults.completed(claim, name, data));
        if (transport.source().finish(claim.token(), done) == WriteOutcome.OK) {
            accepted.getOrDefault(claim.token().jobId(), List.of()).add(name);
        }
    }
}
