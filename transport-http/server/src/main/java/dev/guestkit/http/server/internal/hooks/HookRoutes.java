package dev.guestkit.http.server.internal.hooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.http.server.WebhookSettings;
import dev.guestkit.http.server.internal.rest.Api;
import dev.guestkit.http.server.internal.rest.Submitter;
import dev.guestkit.http.server.internal.route.ApiError;
import dev.guestkit.http.server.internal.route.Call;
import dev.guestkit.http.server.internal.route.ContentTypes;
import dev.guestkit.http.server.internal.route.Endpoint;
import dev.guestkit.http.server.internal.route.Envelope;
import dev.guestkit.http.server.internal.route.Exchange;
import dev.guestkit.http.server.internal.route.JsonText;
import dev.guestkit.http.server.internal.route.Response;
import dev.guestkit.http.server.internal.route.Route;
import dev.guestkit.http.server.internal.route.Scope;
import dev.guestkit.job.DocumentException;
import dev.guestkit.job.JobCodec;
import dev.guestkit.job.Json;
import dev.guestkit.job.Limits;
import dev.guestkit.worker.spi.JobQuery;
import dev.guestkit.worker.spi.JobRecord;
import dev.guestkit.worker.spi.JobSummary;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Where forges send their events. */
public final class HookRoutes {
    private static final int LARGEST = 25 << 20;
    private static final Duration REPEATS = Duration.ofHours(24);
    private static final int LONGEST_DELIVERY = 200;

    /** What a forge sends is larger than a job, has longer lists and longer texts. */
    private static final JobCodec CODEC =
            JobCodec.withLimits(new Limits(LARGEST, LARGEST, LARGEST, 64, LARGEST, 1_000, 9_999, 1_000_000));

    private final Api api;
    private final Submitter submitter;
    private final WebhookSettings settings;
    private final HookSignature signature;
    /** Two deliveries of one event at once must become one job. */
    private final ReentrantLock deliveries = new ReentrantLock();

    /** Makes those over this. */
    public HookRoutes(Api api, Submitter submitter, WebhookSettings settings) {
        this.api = api;
        this.submitter = submitter;
        this.settings = settings;
        this.signature = new HookSignature(settings);
    }

    /** Every one of them. */
    public List<Route> routes() {
        return List.of(
                hook("/webhook/gitea", "X-Gitea", true),
                hook("/webhooks/gitea", "X-Gitea", true),
                hook("/webhooks/github", "X-GitHub", false));
    }

    private Route hook(String path, String headers, boolean gitea) {
        Endpoint endpoint = Endpoint.of(call -> take(call, headers, gitea));
        return Route.post(path, Scope.OPEN, LARGEST, endpoint)
                .with(Route.Body.BYTES, LARGEST)
                .addingWork();
    }

    private Response take(Call call, String headers, boolean gitea) {
        Exchange exchange = call.exchange();
        signature.require(exchange, call.body(), gitea);
        ContentTypes.requireJson(exchange);
        HookEvent event = HookEvent.of(exchange.header(headers + "-Event").orElse(""), payload(call.body()));
        Optional<String> pointless = event.pointless();
        if (pointless.isPresent()) {
            return ignored(pointless.get());
        }
        Optional<ObjectNode> document = HookTemplate.document(settings.rules(), event);
        if (document.isEmpty()) {
            return ignored("no rule is for it");
        }
        String delivery = exchange.header(headers + "-Delivery").orElse("");
        String known = delivery.substring(0, Math.min(LONGEST_DELIVERY, delivery.length()));
        deliveries.lock();
        try {
            return submitted(call, document.get(), event, known);
        } finally {
            deliveries.unlock();
        }
    }

    private static JsonNode payload(byte[] body) {
        Json json;
        try {
            json = CODEC.readJson(body);
        } catch (DocumentException e) {
            throw ApiError.BAD_REQUEST.because("the event is no JSON that is taken: " + e.getMessage());
        }
        if (!json.toNode().isObject()) {
            throw ApiError.BAD_REQUEST.because("an event must be an object");
        }
        return json.toNode();
    }

    private Response submitted(Call call, ObjectNode document, HookEvent event, String delivery) {
        Instant now = api.time().instant();
        String id = "hook-" + digest(call.body());
        Optional<JobRecord> sameBody = api.transport().client().find(id);
        Optional<String> repeated = sameBody.filter(job -> recent(job.submittedAt(), now))
                .map(JobRecord::jobId)
                .or(() -> delivered(delivery, now));
        if (repeated.isPresent()) {
            return accepted(repeated.get(), "the event was delivered before; this is its job");
        }
        // What was sent a day ago and comes again is an event of its own.
        document.put("job_id", sameBody.isPresent() ? id + "-" + now.getEpochSecond() : id);
        HookLabels.put(document, event, delivery);
        submitter.submit(Json.of(document), call);
        return accepted(document.path("job_id").asText(), "the job is queued");
    }

    private Optional<String> delivered(String delivery, Instant now) {
        if (delivery.isEmpty()) {
            return Optional.empty();
        }
        JobQuery query = JobQuery.builder()
                .labels(Map.of(HookLabels.FORGE, HookLabels.YES, HookLabels.DELIVERY, delivery))
                .limit(1)
                .build();
        return api.transport().client().list(query).jobs().stream()
                .filter(row -> recent(row.submittedAt(), now))
                .map(JobSummary::jobId)
                .findFirst();
    }

    private static boolean recent(Instant submitted, Instant now) {
        return submitted.isAfter(now.minus(REPEATS));
    }

    private static String digest(byte[] body) {
        try {
            byte[] sha = MessageDigest.getInstance("SHA-256").digest(body);
            return HexFormat.of().formatHex(sha, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    private static Response accepted(String jobId, String message) {
        return answer(JsonNodeFactory.instance.objectNode().put("job_id", jobId).put("message", message));
    }

    private static Response ignored(String why) {
        return answer(JsonNodeFactory.instance.objectNode().put("ignored", true).put("message", why));
    }

    private static Response answer(ObjectNode body) {
        return Response.of(202, Map.of("Content-Type", Envelope.JSON), JsonText.bytes(json -> json.writeTree(body)));
    }
}
