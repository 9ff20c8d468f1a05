package dev.guestkit.transport.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.job.JobError;
import dev.guestkit.job.Json;
import dev.guestkit.worker.spi.HistoryEntry;
import dev.guestkit.worker.spi.JobState;
import dev.guestkit.worker.store.ClaimEnd;
import dev.guestkit.worker.store.JobStanding;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes and reads snapshots. Thread-safe. */
final class SnapshotJson {
    private static final String MARK = "standing";
    private static final List<String> ERROR_KEYS =
            List.of("code", "message", "phase", "details", "recoverable", "retry_recommended");

    private final ObjectMapper mapper = new ObjectMapper();

    byte[] write(Snapshot snapshot) {
        ObjectNode root = mapper.createObjectNode();
        standing(root.putObject(MARK), snapshot.standing());
        ArrayNode history = root.putArray("history");
        for (HistoryEntry entry : snapshot.history()) {
            history.addObject()
                    .put("at", entry.at().toString())
                    .put("from", entry.from().name())
                    .put("to", entry.to().name())
                    .put("cause", entry.cause());
        }
        snapshot.owner()
                .ifPresent(owner -> root.putObject("owner")
                        .put("boot", owner.boot())
                        .put("namespace", owner.namespace())
                        .put("pid", owner.pid())
                        .put("started", owner.started()));
        root.put("lease_ms", snapshot.lease().toMillis());
        try {
            return mapper.writeValueAsBytes(root);
        } catch (IOException e) {
            throw new IllegalStateException("a tree in memory can always be written", e);
        }
    }

    private void standing(ObjectNode node, JobStanding standing) {
        node.put("state", standing.state().name());
        node.put("attempt", standing.attempt());
        node.put("failed_starts", standing.failedStarts());
        node.put("lost_leases", standing.lostLeases());
        node.put("epoch", standing.epoch());
        node.put("nonce", standing.nonce());
        node.put("claim_end", standing.claimEnd().name());
        node.put("repeatable", standing.repeatable());
        node.put("submitted_at", standing.submittedAt().toString());
        node.put("queued_at", standing.queuedAt().toString());
        put(node, "started_at", standing.startedAt());
        put(node, "ended_at", standing.endedAt());
        put(node, "not_before", standing.notBefore());
        if (!standing.waitsFor().isEmpty()) {
            standing.waitsFor().forEach(node.putArray("waits_for")::add);
            node.put("waits_for_any", standing.waitsForAny());
        }
        put(node, "worker_id", standing.workerId());
        put(node, "cancel_reason", standing.cancelReason());
        standing.lastError().ifPresent(error -> error(node.putObject("last_error"), error));
    }

    private static void put(ObjectNode node, String key, Optional<?> value) {
        value.ifPresent(present -> node.put(key, present.toString()));
    }

    private static void error(ObjectNode node, JobError error) {
        node.put("code", error.code());
        node.put("message", error.message());
        put(node, "phase", error.phase());
        error.details().ifPresent(details -> node.set("details", details.toNode()));
        node.put("recoverable", error.recoverable());
        node.put("retry_recommended", error.retryRecommended());
        error.unknown().forEach((key, value) -> node.set(key, value.toNode()));
    }

    /** The snapshot in these bytes; empty when they hold something else, or a power cut took part of them. */
    Optional<Snapshot> read(byte[] bytes) {
        try {
            JsonNode root = mapper.readTree(bytes);
            if (root == null || !root.path(MARK).isObject()) {
                return Optional.empty();
            }
            List<HistoryEntry> history = new ArrayList<>();
            for (JsonNode entry : root.path("history")) {
                history.add(new HistoryEntry(
                        Instant.parse(entry.path("at").asText()),
                        JobState.valueOf(entry.path("from").asText()),
                        JobState.valueOf(entry.path("to").asText()),
                        entry.path("cause").asText()));
            }
            return Optional.of(new Snapshot(
                    standing(root.path(MARK)),
                    history,
                    owner(root.path("owner")),
                    Duration.ofMillis(root.path("lease_ms").asLong())));
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Owner> owner(JsonNode node) {
        return node.isObject()
                ? Optional.of(new Owner(
                        node.path("boot").asText(),
                        node.path("namespace").asText(),
                        node.path("pid").asLong(),
                        node.path("started").asText()))
                : Optional.empty();
    }

    private static JobStanding standing(JsonNode node) {
        List<String> waitsFor = new ArrayList<>();
        node.path("waits_for").forEach(id -> waitsFor.add(id.asText()));
        return new JobStanding(
                JobState.valueOf(node.path("state").asText()),
                node.path("attempt").asInt(),
                node.path("failed_starts").asInt(),
                node.path("lost_leases").asInt(),
                node.path("epoch").asLong(),
                node.path("nonce").asText(),
                ClaimEnd.valueOf(node.path("claim_end").asText()),
                node.path("repeatable").asBoolean(true),
                Instant.parse(node.path("submitted_at").asText()),
                Instant.parse(node.path("queued_at").asText()),
                time(node, "started_at"),
                time(node, "ended_at"),
                time(node, "not_before"),
                waitsFor,
                node.path("waits_for_any").asBoolean(false),
                text(node, "worker_id"),
                text(node, "cancel_reason"),
                node.path("last_error").isObject() ? Optional.of(error(node.path("last_error"))) : Optional.empty());
    }

    private static Optional<String> text(JsonNode node, String key) {
        return node.has(key) ? Optional.of(node.path(key).asText()) : Optional.empty();
    }

    private static Optional<Instant> time(JsonNode node, String key) {
        return text(node, key).map(Instant::parse);
    }

    private static JobError error(JsonNode node) {
        Map<String, Json> unknown = new HashMap<>();
        node.properties().stream()
                .filter(entry -> !ERROR_KEYS.contains(entry.getKey()))
                .forEach(entry -> unknown.put(entry.getKey(), Json.of(entry.getValue())));
        return new JobError(
                node.path("code").asText(),
                node.path("message").asText(),
                text(node, "phase"),
                node.has("details") ? Optional.of(Json.of(node.path("details"))) : Optional.empty(),
                node.path("recoverable").asBoolean(),
                node.path("retry_recommended").asBoolean(),
                unknown);
    }
}
