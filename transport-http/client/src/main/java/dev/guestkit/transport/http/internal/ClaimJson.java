package dev.guestkit.transport.http.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.job.JobCodec;
import dev.guestkit.worker.spi.Claim;
import dev.guestkit.worker.spi.ClaimToken;
import dev.guestkit.worker.spi.Renewal;
import dev.guestkit.worker.spi.WorkerOffer;
import dev.guestkit.worker.spi.WriteOutcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;

/** Offers, claims, tokens and renewals on the wire; a lease is the time that remains of it. Thread-safe. */
public final class ClaimJson {
    private static final JobCodec CODEC = JobCodec.standard();

    private ClaimJson() {}

    /** Writes a token, with the id of its job. */
    public static ObjectNode write(ClaimToken token) {
        return WireJson.object()
                .put("job_id", token.jobId())
                .put("epoch", token.epoch())
                .put("nonce", token.nonce());
    }

    /** Reads a token. */
    public static ClaimToken token(WireObject in) {
        return new ClaimToken(in.text("job_id"), in.whole("epoch"), in.text("nonce"));
    }

    /** What {@link WirePaths#CLAIM_HEADER} says of a token. */
    public static String header(ClaimToken token) {
        return token.epoch() + "." + token.nonce();
    }

    /** Reads that header, empty when it is none. */
    public static Optional<ClaimToken> token(String jobId, String header) {
        int dot = header.indexOf('.');
        try {
            return dot < 1
                    ? Optional.empty()
                    : Optional.of(
                            new ClaimToken(jobId, Long.parseLong(header.substring(0, dot)), header.substring(dot + 1)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Writes a claim of whose lease this much remains. */
    public static ObjectNode write(Claim claim, Duration remaining) {
        ObjectNode node = WireJson.object();
        node.set("token", write(claim.token()));
        node.put("lease_ms", Math.max(0, remaining.toMillis()));
        node.set("record", RecordJson.write(claim.record()));
        return node;
    }

    /** Reads a claim. */
    public static Claim claim(WireObject in) {
        return new Claim(token(in.object("token")), RecordJson.read(in.object("record")), in.millis("lease_ms"));
    }

    /** Writes an offer. */
    public static ObjectNode write(WorkerOffer offer) {
        ObjectNode node = WireJson.object();
        WireJson.raw(node, "capabilities", CODEC.write(offer.capabilities()));
        offer.payloadTypes().forEach(node.putArray("payload_types")::add);
        node.put("permits", offer.permits());
        offer.operationPermits().forEach(node.putObject("operation_permits")::put);
        return node;
    }

    /** Reads an offer, which whoever reads it takes for a worker elsewhere. */
    public static WorkerOffer offer(WireObject in) {
        Map<String, Integer> operations = new HashMap<>();
        if (in.has("operation_permits")) {
            WireObject limits = in.object("operation_permits");
            limits.keys().forEach(name -> operations.put(name, limits.small(name, 0, Integer.MAX_VALUE)));
        }
        return new WorkerOffer(
                in.read("capabilities", tree -> CODEC.parseCapabilities(tree).orThrow()),
                new HashSet<>(in.texts("payload_types")),
                in.small("permits", 0, Integer.MAX_VALUE),
                operations,
                true);
    }

    /** Writes the answers to some renewals, each with its token. */
    public static ObjectNode write(Map<ClaimToken, Renewal> answers) {
        ObjectNode node = WireJson.object();
        ArrayNode all = node.putArray("renewals");
        answers.forEach((token, renewal) -> {
            ObjectNode one = all.addObject();
            one.set("token", write(token));
            one.put("outcome", renewal.outcome().name());
            one.put("lease_ms", renewal.lease().toMillis());
            WireJson.put(one, "cancel_reason", renewal.cancelReason());
        });
        return node;
    }

    /** Reads the answers to some renewals. */
    public static Map<ClaimToken, Renewal> renewals(WireObject in) {
        Map<ClaimToken, Renewal> answers = new HashMap<>();
        in.list(
                "renewals",
                one -> answers.put(
                        token(one.object("token")),
                        new Renewal(
                                one.name(WriteOutcome.class, "outcome"),
                                one.millis("lease_ms"),
                                one.optionalText("cancel_reason"))));
        return answers;
    }
}
