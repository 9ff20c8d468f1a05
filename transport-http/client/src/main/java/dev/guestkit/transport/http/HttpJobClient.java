package dev.guestkit.transport.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.job.DocumentException;
import dev.guestkit.job.JobCodec;
import dev.guestkit.job.JobIds;
import dev.guestkit.job.JobResult;
import dev.guestkit.job.Json;
import dev.guestkit.transport.http.internal.EventJson;
import dev.guestkit.transport.http.internal.RecordJson;
import dev.guestkit.transport.http.internal.StoreJson;
import dev.guestkit.transport.http.internal.WireJson;
import dev.guestkit.transport.http.internal.WirePaths;
import dev.guestkit.worker.spi.ArtifactNames;
import dev.guestkit.worker.spi.CancelOutcome;
import dev.guestkit.worker.spi.EventPage;
import dev.guestkit.worker.spi.JobChangeListener;
import dev.guestkit.worker.spi.JobClient;
import dev.guestkit.worker.spi.JobPage;
import dev.guestkit.worker.spi.JobQuery;
import dev.guestkit.worker.spi.JobRecord;
import dev.guestkit.worker.spi.JobSubmission;
import dev.guestkit.worker.spi.SubmitOutcome;
import dev.guestkit.worker.spi.Subscription;
import dev.guestkit.worker.spi.WaitingJob;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What applications do with a server's jobs. Thread-safe. */
final class HttpJobClient implements JobClient {
    private final Link link;
    private final HintStream<JobChangeListener> changes;

    HttpJobClient(Link link) {
        this.link = link;
        this.changes = changes("");
    }

    private HintStream<JobChangeListener> changes(String query) {
        return changes(link.server(), query);
    }

    /** A stream of changes, of one job with {@code ?job_id=…}. */
    static HintStream<JobChangeListener> changes(Server server, String query) {
        return new HintStream<>(
                server,
                WirePaths.CHANGES + query,
                (listener, data) -> data.path("job_ids").forEach(id -> listener.changed(id.asText())));
    }

    @Override
    public SubmitOutcome submit(JobSubmission submission) {
        return link.post(WirePaths.SUBMIT, StoreJson.write(submission), StoreJson::outcome);
    }

    @Override
    public Optional<JobRecord> find(String jobId) {
        return JobIds.isValid(jobId)
                ? known(link.ask(Call.get(record(jobId)))).map(answer -> link.read(answer, RecordJson::read))
                : Optional.empty();
    }

    private static String record(String jobId) {
        return WirePaths.RECORDS + "/" + jobId;
    }

    /** Empty when the server says that it has no such thing. */
    private static Optional<Answer> known(Answer answer) {
        return answer.status() == 404 && isAbsence(answer.refusal().code()) ? Optional.empty() : Optional.of(answer);
    }

    private static boolean isAbsence(String code) {
        return code.equals("NOT_FOUND") || code.equals("RESULT_NOT_READY");
    }

    @Override
    public JobPage list(JobQuery query) {
        return link.get(
                WirePaths.JOBS + QueryText.of(query),
                data -> new JobPage(
                        data.list("jobs", StoreJson::row), data.whole("total"), data.optionalText("next_cursor")));
    }

    @Override
    public List<WaitingJob> waiting() {
        Function<dev.guestkit.transport.http.internal.WireObject, List<WaitingJob>> read = StoreJson::waiting;
        return link.get(WirePaths.WAITING, read);
    }

    @Override
    public CancelOutcome cancel(String jobId, String reason) {
        if (!JobIds.isValid(jobId)) {
            return CancelOutcome.UNKNOWN;
        }
        ObjectNode body = WireJson.object().put("reason", reason);
        Answer answer = link.ask(Call.post(WirePaths.job(jobId) + "/cancel", WireJson.bytes(body)));
        return switch (answer.status()) {
            case 200 -> CancelOutcome.CANCELLED;
            case 202 -> CancelOutcome.REQUESTED;
            default -> refused(answer);
        };
    }

    private CancelOutcome refused(Answer answer) {
        return switch (answer.refusal().code()) {
            case "NOT_CANCELLABLE" -> CancelOutcome.NOT_CANCELLABLE;
            case "TOO_LATE" -> CancelOutcome.TOO_LATE;
            case "NOT_FOUND" -> CancelOutcome.UNKNOWN;
            default -> throw link.refusal(answer);
        };
    }

    @Override
    public EventPage events(String jobId, long after, int limit) {
        return JobIds.isValid(jobId)
                ? known(link.ask(Call.get(record(jobId) + "/events?after=" + after + "&limit=" + limit)))
                        .map(answer -> link.read(answer, EventJson::page))
                        .orElse(new EventPage(List.of(), false, true))
                : new EventPage(List.of(), false, true);
    }

    @Override
    public Optional<JobResult> result(String jobId) {
        return JobIds.isValid(jobId)
                ? known(link.ask(Call.get(WirePaths.job(jobId) + "/result?full=true")))
                        .map(this::result)
                : Optional.empty();
    }

    private JobResult result(Answer answer) {
        try {
            return JobCodec.standard().parseResult(Json.of(answer.data())).orThrow();
        } catch (HttpApiException e) {
            throw link.refusal(answer);
        } catch (DocumentException e) {
            throw link.unreadable(answer, e);
        }
    }

    @Override
    public Optional<InputStream> artifact(String jobId, String name) {
        ArtifactNames.check(name);
        return JobIds.isValid(jobId)
                ? link.asStore(() -> Downloads.open(link.server(), WirePaths.job(jobId) + "/artifacts/" + name))
                : Optional.empty();
    }

    @Override
    public Subscription onChange(JobChangeListener listener) {
        return changes.listen(listener);
    }

    @Override
    public Subscription onChange(String jobId, JobChangeListener listener) {
        return JobIds.isValid(jobId) ? changes("?job_id=" + jobId).listen(listener) : () -> {};
    }

    /** Ends the streams. */
    void close() {
        changes.close();
    }
}
