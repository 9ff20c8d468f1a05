package dev.guestkit.transport.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.transport.http.internal.ClaimJson;
import dev.guestkit.transport.http.internal.EventJson;
import dev.guestkit.transport.http.internal.FinishJson;
import dev.guestkit.transport.http.internal.WireJson;
import dev.guestkit.transport.http.internal.WirePaths;
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
import dev.guestkit.worker.spi.WorkerOffer;
import dev.guestkit.worker.spi.WriteOutcome;
import java.io.InputStream;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What a worker on another host does with a server's jobs. Thread-safe. */
final class HttpJobSource implements JobSource {
    private final Link link;
    private final RemoteClaims claims;
    private final HintStream<CancelListener> cancels;
    private final String session;
    private final AtomicLong reports = new AtomicLong();

    HttpJobSource(Link link, RemoteClaims claims, HintStream<CancelListener> cancels, String session) {
        this.link = link;
        this.claims = claims;
        this.cancels = cancels;
        this.session = session;
    }

    @Override
    public List<Claim> claim(WorkerOffer offer, int max, Duration wait) {
        return claims.claim(offer, max, wait);
    }

    @Override
    public Map<ClaimToken, Renewal> renew(Collection<ClaimToken> tokens) {
        if (tokens.isEmpty()) {
            return Map.of();
        }
        ObjectNode body = WireJson.object().put("session", session);
        ArrayNode all = body.putArray("tokens");
        tokens.forEach(token -> all.add(ClaimJson.write(token)));
        return link.post(WirePaths.RENEW, body, ClaimJson::renewals);
    }

    @Override
    public WriteOutcome start(ClaimToken token, boolean repeatable) {
        return write(token, "start", WireJson.object().put("repeatable", repeatable));
    }

    /** Numbered, so that a report whose answer was lost may be made again and is told once all the same. */
    @Override
    public WriteOutcome report(ClaimToken token, List<JobEvent> events) {
        ObjectNode body = WireJson.object().put("request_id", session + "-" + reports.incrementAndGet());
        ArrayNode all = body.putArray("events");
        events.forEach(event -> all.add(EventJson.write(event)));
        return write(token, "progress", body);
    }

    @Override
    public WriteOutcome finish(ClaimToken token, Finish finish) {
        ObjectNode body = WireJson.object();
        FinishJson.write(body, finish);
        return write(token, "finish", body);
    }

    @Override
    public WriteOutcome release(ClaimToken token, String reason) {
        return write(token, "release", WireJson.object().put("reason", reason));
    }

    private WriteOutcome write(ClaimToken token, String what, ObjectNode body) {
        body.set("token", ClaimJson.write(token));
        Answer answer = link.ask(Call.post(WirePaths.claimed(token, what), WireJson.bytes(body)));
        return isFenced(answer)
                ? WriteOutcome.FENCED
                : link.read(answer, data -> data.name(WriteOutcome.class, "outcome"));
    }

    static boolean isFenced(Answer answer) {
        return answer.status() == 409 && answer.refusal().code().equals("FENCED");
    }

    @Override
    public StoredArtifact artifact(ClaimToken token, String name, InputStream content) {
        ArtifactNames.check(name);
        try (Upload upload = Upload.of(content)) {
            return upload.send(link, token, name);
        }
    }

    @Override
    public Subscription onCancel(CancelListener listener) {
        return cancels.listen(listener);
    }
}
