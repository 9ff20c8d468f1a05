package dev.guestkit.transport.http;

import dev.guestkit.job.ArtifactDetail;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobResult;
import dev.guestkit.job.Json;
import dev.guestkit.transport.http.internal.WirePaths;
import dev.guestkit.worker.spi.ArtifactNames;
import dev.guestkit.worker.spi.JobQuery;
import dev.guestkit.worker.spi.Subscription;
import dev.guestkit.worker.spi.WaitReason;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The client of the REST API: submits jobs, watches them, fetches what they made. Blocks; {@link #async()} does not.
 *
 * <pre>{@code
 * try (GuestkitClient client = GuestkitClient.connect(URI.create("http://127.0.0.1:8080"), token)) {
 *     Accepted job = client.submit(JobBuilder.echo("hello").build());
 *     JobResult result = client.await(job.jobId(), Duration.ofMinutes(1)).orElseThrow();
 * }
 * }</pre>
 *
 * <p>Requests are made again while the server is away for a while, four times by default; {@link #retry} alone is made once, because
 * every time makes one more job. Every method throws {@link HttpApiException} when the server does not do what was asked, and
 * {@link IllegalArgumentException} for what is no job id. Thread-safe.
 */
public final class GuestkitClient implements AutoCloseable {
    private static final long LONGEST_WAIT_SECONDS = TimeUnit.DAYS.toSeconds(36_500);
    /** A change may be missed while the stream is connected again. */
    private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final AsyncGuestkitClient async;
    private final Retrying server;

    GuestkitClient(Retrying server) {
        this.server = server;
        this.async = new AsyncGuestkitClient(server);
    }

    /** Connects to the server at {@code url} with every default. */
    public static GuestkitClient connect(URI url, String token) {
        return builder(url).token(token).build();
    }

    /** A builder for a client of the server at {@code url}. */
    public static GuestkitClientBuilder builder(URI url) {
        return new GuestkitClientBuilder(url);
    }

    /** The same with futures. */
    public AsyncGuestkitClient async() {
        return async;
    }

    /** Submits a job; submitting the same one again changes nothing. */
    public Accepted submit(JobDocument document) {
        return wait(async.submit(document));
    }

    /** Submits a document that may lack what the server fills in; an id is made here, so that it is submitted once. */
    public Accepted submit(Json document) {
        return wait(async.submit(document));
    }

    /** Submits many jobs in one request; each is taken or refused by itself, in order. */
    public List<BatchLine> submitAll(Collection<JobDocument> documents) {
        return wait(async.submitAll(documents));
    }

    /** Where a job stands, empty when the server does not know it. */
    public Optional<JobView> find(String jobId) {
        return wait(async.find(jobId));
    }

    /** A page of jobs. */
    public JobViews list(JobQuery query) {
        return wait(async.list(query));
    }

    /**
     * Asks for a stop: a waiting job has ended when this returns, a running one is told.
     *
     * @throws HttpApiException also when it had ended before ({@code TOO_LATE}) or may not be cancelled ({@code NOT_CANCELLABLE})
     */
    public JobView cancel(String jobId, String reason) {
        return wait(async.cancel(jobId, reason));
    }

    /** Runs an ended job again, as a new one. */
    public Accepted retry(String jobId) {
        return wait(async.retry(jobId));
    }

    /** A job's document, empty when the server does not know it. */
    public Optional<JobDocument> document(String jobId) {
        return wait(async.document(jobId));
    }

    /** A job's result, empty while there is none. */
    public Optional<JobResult> result(String jobId) {
        return wait(async.result(jobId));
    }

    /** Waits for a job's result, without asking again and again; empty when there was none in time. */
    public Optional<JobResult> await(String jobId, Duration atMost) {
        Semaphore changes = new Semaphore(0);
        long end = System.nanoTime()
                + Math.min(atMost.toSeconds(), LONGEST_WAIT_SECONDS) * 1_000_000_000
                + atMost.toNanosPart();
        // Listening begins before the first look, so that no change falls between them.
        Subscription listening = HttpJobClient.changes(server.server(), "?job_id=" + AsyncGuestkitClient.checked(jobId))
                .listen(id -> changes.release());
        try {
            Optional<JobResult> result = result(jobId);
            for (long left = end - System.nanoTime(); result.isEmpty() && left > 0; left = end - System.nanoTime()) {
                changes.tryAcquire(Math.min(left, LOOK_AGAIN_NANOS), TimeUnit.NANOSECONDS);
                changes.drainPermits();
                result = result(jobId);
            }
            return result;
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            listening.close();
        }
    }

    /**
     * Tells every event of a job, from the oldest that is kept and until it has ended, over connections that break.
     *
     * @param after the id of the last event that is known, -1 for none
     * @return ends the telling
     */
    public Subscription events(String jobId, long after, JobEventListener listener) {
        EventSource source = JobEvents.open(server.server(), AsyncGuestkitClient.checked(jobId), after, listener);
        return source::close;
    }

    /** Why a job waits; empty when it does not, or is next in line. */
    public List<WaitReason> waiting(String jobId) {
        return wait(async.waiting(jobId));
    }

    /** What a job's result says it made. */
    public List<ArtifactDetail> artifacts(String jobId) {
        return wait(async.artifacts(jobId));
    }

    /** The content of an artifact, empty when there is none of that name; the caller closes the stream. */
    public Optional<InputStream> artifact(String jobId, String name) {
        ArtifactNames.check(name);
        return Downloads.open(
                server.server(), WirePaths.job(AsyncGuestkitClient.checked(jobId)) + "/artifacts/" + name);
    }

    /** What the server's worker, or all its workers together, can do (protocol, section 7). */
    public Json capabilities() {
        return wait(async.capabilities());
    }

    /** How the server is. */
    public ServerHealth health() {
        return wait(async.health());
    }

    private static <T> T wait(CompletableFuture<T> answer) {
        try {
            return Blocking.interruptibly(answer);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static HttpApiException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new HttpApiException(HttpApiException.Kind.INTERRUPTED, "interrupted while waiting for an answer", e);
    }

    /** Ends its streams; requests that are under way get their answers. Idempotent. */
    @Override
    public void close() {
        server.server().close();
    }
}
