package dev.guestkit.http.server.internal.rest;

import dev.guestkit.http.server.internal.route.ApiError;
import dev.guestkit.http.server.internal.route.Call;
import dev.guestkit.http.server.internal.route.Endpoint;
import dev.guestkit.http.server.internal.route.Envelope;
import dev.guestkit.http.server.internal.route.Response;
import dev.guestkit.http.server.internal.route.Route;
import dev.guestkit.http.server.internal.route.Scope;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.Limits;
import dev.guestkit.transport.http.internal.WirePaths;
import dev.guestkit.worker.JobReplay;
import dev.guestkit.worker.spi.JobRecord;
import dev.guestkit.worker.spi.JobSubmission;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Bringing jobs in: one, many, and an ended one again. */
public final class SubmitRoutes {
    private final Api api;
    private final Door door;
    private final Batch batch;

    /** Makes those over this. */
    public SubmitRoutes(Api api) {
        this.api = api;
        this.door = new Door(api);
        this.batch = new Batch(door);
    }

    /** Every one of them. */
    public List<Route> routes() {
        return List.of(
                Route.post(Api.JOBS, Scope.SUBMIT, Limits.STANDARD.jobBytes(), Endpoint.of(this::submit))
                        .addingWork(),
                Route.post(Api.JOBS + ":batch", Scope.SUBMIT, Batch.MOST_BYTES, Endpoint.of(batch::submit))
                        .addingWork(),
                Route.command("POST", Api.JOB + "/retry", Scope.SUBMIT, this::retry)
                        .addingWork());
    }

    private Response submit(Call call) {
        return answer(call, door.submit(call.body(), Sender.of(call)));
    }

    private static Response answer(Call call, Door.Accepted accepted) {
        int status = Submitted.status(accepted.outcome());
        Map<String, String> headers = status == 201
                ? Map.of(
                        "Location",
                        call.exchange().mountedAt()
                                + WirePaths.job(accepted.outcome().jobId()))
                : Map.of();
        return Envelope.success(status, headers, Submitted.view(accepted));
    }

    private Response retry(Call call) {
        JobRecord job = api.job(call);
        if (!job.state().isTerminal()) {
            throw ApiError.CONFLICT.because("job " + job.jobId() + " is "
                    + job.state().status().wireName() + "; only one that has ended can run again");
        }
        JobDocument again = JobReplay.again(
                job.document(), Optional.of(Sender.of(call).audit()), api.time().instant());
        return answer(call, door.submit(JobSubmission.of(again), List.of()));
    }
}
