package dev.guestkit.transport.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.job.ArtifactDetail;
import dev.guestkit.job.JobCodec;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobIds;
import dev.guestkit.job.JobResult;
import dev.guestkit.job.Json;
import dev.guestkit.transport.http.internal.WireJson;
import dev.guestkit.transport.http.internal.WirePaths;
import dev.guestkit.worker.spi.JobQuery;
import dev.guestkit.worker.spi.WaitReason;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The client of the REST API with futures. Every future fails with {@link HttpApiException} and nothing else; cancelling one
 * does not end its request. What is done on completion runs on the client's threads: it must be quick. Thread-safe.
 */
public final class AsyncGuestkitClient {
    private static final JobCodec CODEC = JobCodec.standard();

    private final Retrying server;

    AsyncGuestkitClient(Retrying server) {
        this.server = server;
    }

    /** As {@link GuestkitClient#submit(JobDocument)}. */
    public CompletableFuture<Accepted> submit(JobDocument document) {
        return submit(CODEC.write(document));
    }

    /** As {@link GuestkitClient#submit(Json)}. */
    public CompletableFuture<Accepted> submit(Json document) {
        return submit(CODEC.write(named(document)));
    }

    private CompletableFuture<Accepted> submit(byte[] document) {
        return server.send(Call.post(WirePaths.JOBS, document), Rest::accepted);
    }

    /** A job without an id would be another one each time the request is made. */
    private static Json named(Json document) {
        if (document.toNode() instanceof ObjectNode tree && !tree.hasNonNull("job_id")) {
            return Json.of(tree.put("job_id", JobIds.next()));
        }
        return document;
    }

    /** As {@link GuestkitClient#submitAll}. */
    public CompletableFuture<List<BatchLine>> submitAll(Collection<JobDocument> documents) {
        ObjectNode body = WireJson.object();
        ArrayNode jobs = body.putArray("jobs");
        documents.forEach(document -> jobs.addRawValue(WireJson.raw(CODEC.write(document))));
        return server.send(
                Call.post(WirePaths.JOBS + ":batch", WireJson.bytes(body)), (answer, data) -> Rest.batch(data));
    }

    /** As {@link GuestkitClient#find}. */
    public CompletableFuture<Optional<JobView>> find(String jobId) {
        return optional(jobId, "", Rest::job);
    }

    /** As {@link GuestkitClient#list}. */
    public CompletableFuture<JobViews> list(JobQuery query) {
        return server.send(Call.get(WirePaths.JOBS + QueryText.of(query)), (answer, data) -> Rest.jobs(data));
    }

    /** As {@link GuestkitClient#cancel}. */
    public CompletableFuture<JobView> cancel(String jobId, String reason) {
        byte[] body = WireJson.bytes(WireJson.object().put("reason", reason));
        return server.send(Call.post(path(jobId) + "/cancel", body), (answer, data) -> Rest.job(data));
    }

    /** As {@link GuestkitClient#retry}. */
    public CompletableFuture<Accepted> retry(String jobId) {
        // Made once: each time would be one more job.
        Call call = Call.post(path(jobId) + "/retry", WireJson.bytes(WireJson.object()));
        return server.send(call.withRepeats(0), Rest::accepted);
    }

    /** As {@link GuestkitClient#document}. */
    public CompletableFuture<Optional<JobDocument>> document(String jobId) {
        return tree(jobId, "/document", tree -> CODEC.parseJob(tree).orThrow());
    }

    /** As {@link GuestkitClient#result}. */
    public CompletableFuture<Optional<JobResult>> result(String jobId) {
        return tree(jobId, "/result?full=true", tree -> CODEC.parseResult(tree).orThrow());
    }

    /** As {@link GuestkitClient#waiting}. */
    public CompletableFuture<List<WaitReason>> waiting(String jobId) {
        return server.send(
                Call.get(path(jobId) + "/waiting"),
                (answer, data) -> data.list(
                        "reasons",
                        one -> new WaitReason(one.name(WaitReason.Kind.class, "code"), one.text("message"))));
    }

    /** As {@link GuestkitClient#artifacts}. */
    public CompletableFuture<List<ArtifactDetail>> artifacts(String jobId) {
        return server.send(
                Call.get(path(jobId) + "/artifacts"),
                (answer, data) -> data.list(
                        "artifacts",
                        one -> new ArtifactDetail(
                                one.text("name"), one.whole("size_bytes"), one.text("sha256"), Map.of())));
    }

    /** As {@link GuestkitClient#capabilities}. */
    public CompletableFuture<Json> capabilities() {
        return server.answer(Call.get(WirePaths.API + "/capabilities")).thenApply(answer -> Json.of(answer.data()));
    }

    /** As {@link GuestkitClient#health}. */
    public CompletableFuture<ServerHealth> health() {
        return server.send(Call.get(WirePaths.API + "/health"), (answer, data) -> Rest.health(data));
    }

    private <T> CompletableFuture<Optional<T>> tree(String jobId, String what, Function<Json, T> read) {
        return optional(jobId, what, data -> data.self(read));
    }

    /** Empty when the server says that there is none, or none yet. */
    private <T> CompletableFuture<Optional<T>> optional(
            String jobId, String what, Function<dev.guestkit.transport.http.internal.WireObject, T> read) {
        return server.send(Call.get(path(jobId) + what), (answer, data) -> Optional.of(read.apply(data)))
                .exceptionally(AsyncGuestkitClient::noneOrFailure);
    }

    private static <T> Optional<T> noneOrFailure(Throwable failure) {
        if (Exchange.unwrapped(failure) instanceof HttpApiException e && e.status() == 404) {
            boolean known = e.code().equals("NOT_FOUND") || e.code().equals("RESULT_NOT_READY");
            if (known) {
                return Optional.empty();
            }
        }
        throw new java.util.concurrent.CompletionException(Exchange.unwrapped(failure));
    }

    private static String path(String jobId) {
        return WirePaths.job(checked(jobId));
    }

    /** Nothing else may become part of a path. */
    static String checked(String jobId) {
        if (!JobIds.isValid(jobId)) {
            throw new IllegalArgumentException(
                    "a job id is 8 to 128 characters of [A-Za-z0-9._:-], the first alphanumeric,"
                            + " without \"..\"; this one is not: " + jobId);
        }
        return jobId;
    }
}
