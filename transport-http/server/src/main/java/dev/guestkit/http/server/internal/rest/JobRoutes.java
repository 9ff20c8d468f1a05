package dev.guestkit.http.server.internal.rest;

import dev.guestkit.http.server.internal.route.ApiError;
import dev.guestkit.http.server.internal.route.Call;
import dev.guestkit.http.server.internal.route.Endpoint;
import dev.guestkit.http.server.internal.route.Envelope;
import dev.guestkit.http.server.internal.route.JsonText;
import dev.guestkit.http.server.internal.route.Response;
import dev.guestkit.http.server.internal.route.Route;
import dev.guestkit.http.server.internal.route.Scope;
import dev.guestkit.job.JobCodec;
import dev.guestkit.worker.JobTree;
import dev.guestkit.worker.spi.CancelOutcome;
import dev.guestkit.worker.spi.JobPage;
import dev.guestkit.worker.spi.JobQuery;
import dev.guestkit.worker.spi.JobRecord;
import dev.guestkit.worker.spi.JobSummary;
import dev.guestkit.worker.spi.WaitReason;
import dev.guestkit.worker.spi.WaitingJob;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looking at jobs, and stopping them. */
public final class JobRoutes {
    private static final int REASON_BYTES = 16 << 10;

    private final Api api;

    /** Makes those over this. */
    public JobRoutes(Api api) {
        this.api = api;
    }

    /** Every one of them. */
    public List<Route> routes() {
        Route cancel = new Route(
                "POST",
                Api.JOB + "/cancel",
                Scope.SUBMIT,
                Route.Body.OPTIONAL_JSON,
                REASON_BYTES,
                false,
                false,
                Endpoint.of(this::cancel));
        return List.of(
                Route.get(Api.JOBS, this::list),
                Route.get(Api.JOB, call -> Envelope.ok(JobViews.status(api.job(call)))),
                Route.command("DELETE", Api.JOB, Scope.SUBMIT, this::cancel),
                cancel,
                Route.get(Api.JOB + "/document", this::document),
                Route.get(Api.JOB + "/waiting", this::waiting));
    }

    private Response list(Call call) {
        Optional<JobQuery> query = ListQuery.of(call.query());
        JobPage page = query.map(this::page).orElseGet(() -> new JobPage(List.of(), 0, Optional.empty()));
        return Envelope.ok(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("jobs");
            for (JobSummary row : page.jobs()) {
                JobViews.status(json, row, error(row));
            }
            json.writeEndArray();
            json.writeNumberField("total", page.total());
            JsonText.text(json, "next_cursor", page.nextCursor());
            json.writeEndObject();
        });
    }

    private JobPage page(JobQuery query) {
        try {
            return api.client().list(query);
        } catch (IllegalArgumentException e) { // the one thing of a query that only the store can judge
            throw ListQuery.badCursor(query.cursor().orElse(""));
        }
    }

    /** Rows carry the code alone; the message is the record's. */
    private Optional<String> error(JobSummary row) {
        if (row.errorCode().isEmpty() || !JobViews.isBad(row.state())) {
            return Optional.empty();
        }
        return api.client()
                .find(row.jobId())
                .flatMap(JobRecord::lastError)
                .map(JobViews::error)
                .or(row::errorCode);
    }

    private Response cancel(Call call) {
        String id = Api.jobId(call);
        CancelOutcome outcome = JobTree.of(api.client()).cancel(id, CancelReason.of(call));
        return switch (outcome) {
            case CANCELLED -> status(200, call);
            case REQUESTED -> status(202, call);
            case NOT_CANCELLABLE ->
                throw ApiError.NOT_CANCELLABLE.because(
                        "the document of job " + id + " says that it is not cancellable");
            case TOO_LATE -> throw ApiError.TOO_LATE.because("job " + id + " had ended before");
            case UNKNOWN -> throw Api.unknown(id);
        };
    }

    private Response status(int status, Call call) {
        return Envelope.success(status, Map.of(), JobViews.status(api.job(call)));
    }

    private Response document(Call call) {
        byte[] document = JobCodec.standard().write(api.job(call).document());
        return Envelope.ok(json -> JsonText.raw(json, document));
    }

    private Response waiting(Call call) {
        String id = api.job(call).jobId();
        List<WaitReason> reasons = api.client().waiting().stream()
                .filter(job -> job.jobId().equals(id))
                .findFirst()
                .map(WaitingJob::reasons)
                .orElse(List.of());
        return Envelope.ok(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("reasons");
            for (WaitReason reason : reasons) {
                json.writeStartObject();
                json.writeStringField("code", reason.kind().name());
                json.writeStringField("message", reason.message());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }
}
