package dev.guestkit.worker.internal.system;

import dev.guestkit.job.Json;
import dev.guestkit.worker.spi.HandlerSpec;
import dev.guestkit.worker.spi.JobContext;
import dev.guestkit.worker.spi.JobHandler;
import dev.guestkit.worker.spi.Outcome;
import dev.guestkit.worker.spi.TransportException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs {@code system.health-check}: tries what the worker needs, and says what it found. */
public final class HealthCheck implements JobHandler {
    @Override
    public HandlerSpec spec() {
        return HandlerSpec.builder("system.health-check", 1)
                .threads(HandlerSpec.Threads.VIRTUAL)
                .build();
    }

    @Override
    public Outcome run(JobContext context) {
        Map<String, Object> checks = new LinkedHashMap<>();
        checks.put("store", store(context));
        checks.put("scratch", scratch(context));
        checks.put("memory", memory());
        boolean healthy = checks.values().stream()
                .allMatch(check -> check instanceof Map<?, ?> map && "ok".equals(map.get("status")));
        var worker = context.worker();
        var capabilities = worker.capabilities();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("status", healthy ? "healthy" : "unhealthy");
        data.put("worker_id", capabilities.workerId());
        data.put("version", capabilities.version());
        data.put("hostname", capabilities.hostname());
        data.put("uptime_seconds", worker.uptime().toSeconds());
        data.put("state", capabilities.status().state());
        data.put("current_jobs", capabilities.status().currentJobs());
        data.put("max_concurrent_jobs", capabilities.resources().maxConcurrentJobs());
        data.put("checks", checks);
        return context.done(Json.ofValue(data));
    }

    private static Map<String, Object> store(JobContext context) {
        try {
            var stats = context.worker().queue();
            return check("ok", Map.of("queue_depth", stats.depth(), "paused", stats.paused()));
        } catch (TransportException e) {
            return check("failed", Map.of("message", String.valueOf(e.getMessage())));
        }
    }

    /** Really writes: a full or read-only file system shows in no other way. */
    private static Map<String, Object> scratch(JobContext context) {
        try {
            Path file = context.scratch().resolve("probe");
            Files.write(file, new byte[4096]);
            long free = file.toFile().getUsableSpace();
            Files.delete(file);
            return check("ok", Map.of("free_bytes", free));
        } catch (IOException | UncheckedIOException e) {
            return check("failed", Map.of("message", e.toString()));
        }
    }

    private static Map<String, Object> memory() {
        Runtime jvm = Runtime.getRuntime();
        long used = jvm.totalMemory() - jvm.freeMemory();
        String status = used < jvm.maxMemory() / 100 * 95 ? "ok" : "failed";
        return check(status, Map.of("used_bytes", used, "max_bytes", jvm.maxMemory()));
    }

    private static Map<String, Object> check(String status, Map<String, ?> facts) {
        Map<String, Object> check = new LinkedHashMap<>();
        check.put("status", status);
        check.putAll(facts);
        return check;
    }
}
