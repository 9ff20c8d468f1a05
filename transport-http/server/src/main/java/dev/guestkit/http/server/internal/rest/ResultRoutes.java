package dev.guestkit.http.server.internal.rest;

import dev.guestkit.http.server.internal.route.ApiError;
import dev.guestkit.http.server.internal.route.ApiException;
import dev.guestkit.http.server.internal.route.Call;
import dev.guestkit.http.server.internal.route.Envelope;
import dev.guestkit.http.server.internal.route.JsonText;
import dev.guestkit.http.server.internal.route.Response;
import dev.guestkit.http.server.internal.route.Route;
import dev.guestkit.job.ArtifactDetail;
import dev.guestkit.job.JobCodec;
import dev.guestkit.job.JobError;
import dev.guestkit.job.JobResult;
import dev.guestkit.job.Json;
import dev.guestkit.job.Outputs;
import dev.guestkit.worker.spi.JobRecord;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/** What jobs left behind. */
public final class ResultRoutes {
    private final Api api;
    private final Executor workers;

    /** Makes those over this; {@code workers} read artifacts. */
    public ResultRoutes(Api api, Executor workers) {
        this.api = api;
        this.workers = workers;
    }

    /** Every one of them. */
    public List<Route> routes() {
        return List.of(
                Route.get(Api.JOB + "/result", this::result),
                Route.get(Api.JOB + "/artifacts", this::artifacts),
                Route.get(Api.JOB + "/artifacts/{name}", this::download));
    }

    private Response result(Call call) {
        boolean full = call.query().only(Set.of("full")).flag("full");
        String id = Api.jobId(call);
        JobResult result = api.client().result(id).orElseThrow(() -> notReady(api.job(call)));
        if (full) {
            byte[] document = JobCodec.standard().write(result);
            return Envelope.ok(json -> JsonText.raw(json, document));
        }
        Json data = result.data().orElseThrow(() -> noData(result));
        return Envelope.ok(json -> JsonText.value(json, data));
    }

    private static ApiException notReady(JobRecord job) {
        return ApiError.RESULT_NOT_READY.because("job " + job.jobId() + " is "
                + job.state().status().wireName() + " and has no result yet; ask again when it has ended");
    }

    private static ApiException noData(JobResult result) {
        Optional<JobError> error = result.error();
        ApiException none = ApiError.NO_RESULT_DATA.because("job " + result.jobId() + " ended "
                + result.status().wireName() + " without data"
                + error.map(e -> ": " + JobViews.error(e)).orElse(""));
        return none.details(json -> {
            json.writeStartObject();
            if (error.isPresent()) {
                // As the result document has it, with everything that it knows.
                json.writeFieldName("error");
                Json document = JobCodec.standard().readJson(JobCodec.standard().write(result));
                JsonText.value(json, document.at("/error").orElse(Json.NULL));
            }
            json.writeEndObject();
        });
    }

    private List<ArtifactDetail> details(String jobId) {
        return api.client()
                .result(jobId)
                .flatMap(JobResult::outputs)
                .flatMap(Outputs::artifactDetails)
                .orElse(List.of());
    }

    private Response artifacts(Call call) {
        List<ArtifactDetail> details = details(api.job(call).jobId());
        return Envelope.ok(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("artifacts");
            for (ArtifactDetail detail : details) {
                json.writeStartObject();
                json.writeStringField("name", detail.name());
                json.writeNumberField("size_bytes", detail.sizeBytes());
                json.writeStringField("sha256", detail.sha256());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private Response download(Call call) {
        String id = api.job(call).jobId();
        String name = call.parameter(1);
        Optional<ArtifactDetail> detail =
                details(id).stream().filter(d -> d.name().equals(name)).findFirst();
        return new Download(call.exchange(), name, detail, workers)
                .answer(() -> api.client()
                        .artifact(id, name)
                        .orElseThrow(() -> ApiError.NOT_FOUND.because("job " + id
                                + " has no artifact of that name; see " + Api.JOBS + "/" + id + "/artifacts")));
    }
}
