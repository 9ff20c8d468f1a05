package dev.guestkit.http.server.internal.remote;

import dev.guestkit.http.server.internal.route.ApiError;
import dev.guestkit.http.server.internal.route.Call;
import dev.guestkit.http.server.internal.route.Response;
import dev.guestkit.transport.http.internal.ClaimJson;
import dev.guestkit.transport.http.internal.EventJson;
import dev.guestkit.transport.http.internal.FinishJson;
import dev.guestkit.transport.http.internal.WireException;
import dev.guestkit.transport.http.internal.WireJson;
import dev.guestkit.transport.http.internal.WireObject;
import dev.guestkit.transport.http.internal.WirePaths;
import dev.guestkit.worker.spi.ClaimToken;
import dev.guestkit.worker.spi.Finish;
import dev.guestkit.worker.spi.JobEvent;
import dev.guestkit.worker.spi.JobSource;
import dev.guestkit.worker.spi.Renewal;
import dev.guestkit.worker.spi.StoredArtifact;
import dev.guestkit.worker.spi.WriteOutcome;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a remote worker writes about the jobs it holds, each time with the claim's token. Thread-safe. */
final class LeaseEndpoints {
    private static final int MOST_TOKENS = 10_000;

    private final JobSource source;
    private final CancelDesk cancels;
    private final DeadLeases deadLeases;
    private final Repeats reports = new Repeats();

    LeaseEndpoints(JobSource source, CancelDesk cancels, DeadLeases deadLeases) {
        this.source = source;
        this.cancels = cancels;
        this.deadLeases = deadLeases;
    }

    Response renew(Call call) {
        record Renewals(String session, Set<ClaimToken> tokens) {}
        Renewals asked = Bodies.read(call, in -> {
            List<ClaimToken> tokens = in.list("tokens", ClaimJson::token);
            if (tokens.size() > MOST_TOKENS) {
                throw new WireException("/tokens", "may be " + MOST_TOKENS + ", are " + tokens.size());
            }
            return new Renewals(ClaimRequest.name(in, "session"), new HashSet<>(tokens));
        });
        deadLeases.begin();
        Map<ClaimToken, Renewal> answers = source.renew(asked.tokens());
        answers.forEach((token, renewal) -> {
            if (renewal.outcome() == WriteOutcome.OK) {
                cancels.owned(token, asked.session(), renewal.lease());
            }
        });
        return Bodies.ok(ClaimJson.write(answers));
    }

    Response start(Call call) {
        record Start(ClaimToken token, boolean repeatable) {}
        Start start = Bodies.read(call, in -> new Start(token(call, in), in.flag("repeatable")));
        return Bodies.written(source.start(start.token(), start.repeatable()));
    }

    /** A report whose answer was lost comes again under its number and must not be told twice. */
    Response progress(Call call) {
        record Report(ClaimToken token, String number, List<JobEvent> events) {}
        Report report = Bodies.read(
                call,
                in -> new Report(
                        token(call, in), ClaimRequest.name(in, "request_id"), in.list("events", EventJson::read)));
        return Bodies.written(reports.once(report.number(), () -> source.report(report.token(), report.events())));
    }

    Response finish(Call call) {
        record End(ClaimToken token, Finish finish) {}
        End end = Bodies.read(call, in -> new End(token(call, in), FinishJson.read(in)));
        if (end.finish() instanceof Finish.Done done
                && !done.result().jobId().equals(end.token().jobId())) {
            throw ApiError.VALIDATION_ERROR.because("the result is of another job than the path");
        }
        WriteOutcome outcome = source.finish(end.token(), end.finish());
        cancels.ended(end.token());
        return Bodies.written(outcome);
    }

    Response release(Call call) {
        record Release(ClaimToken token, String reason) {}
        Release release = Bodies.read(call, in -> new Release(token(call, in), in.text("reason")));
        WriteOutcome outcome = source.release(release.token(), release.reason());
        cancels.ended(release.token());
        return Bodies.written(outcome);
    }

    Response artifact(Call call) {
        ClaimToken token = call.exchange()
                .header(WirePaths.CLAIM_HEADER)
                .flatMap(header -> ClaimJson.token(call.parameter(0), header))
                .orElseThrow(() -> ApiError.BAD_REQUEST.because(
                        "the header " + WirePaths.CLAIM_HEADER + " must hold the claim's epoch and nonce, as 1.abc"));
        StoredArtifact stored =
                source.artifact(token, call.parameter(1), call.exchange().bodyStream());
        if (stored.outcome() == WriteOutcome.FENCED) {
            throw Bodies.fenced();
        }
        return Bodies.ok(WireJson.object()
                .put("outcome", stored.outcome().name())
                .put("size_bytes", stored.sizeBytes())
                .put("sha256", stored.sha256()));
    }

    /** The token of the body, for the job of the path. */
    private static ClaimToken token(Call call, WireObject in) {
        ClaimToken token = ClaimJson.token(in.object("token"));
        if (!token.jobId().equals(call.parameter(0))) {
            throw new WireException("/token/job_id", "must be the job of the path, " + call.parameter(0));
        }
        return token;
    }
}
