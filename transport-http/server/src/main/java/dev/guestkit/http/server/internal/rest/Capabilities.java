package dev.guestkit.http.server.internal.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.guestkit.http.server.internal.route.JsonPart;
import dev.guestkit.http.server.internal.route.JsonText;
import dev.guestkit.job.JobCodec;
import dev.guestkit.job.WorkerCapabilities;
import dev.guestkit.worker.Worker;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/** What can be done here: by the worker of this process, or by all those that work on its store. Thread-safe. */
final class Capabilities {
    private static final String VERSION = "1.0.0";

    private final Api api;
    private final String serverId =
            "http-" + Long.toHexString(ProcessHandle.current().pid());
    private final Instant begun;

    Capabilities(Api api) {
        this.api = api;
        this.begun = api.time().instant();
    }

    /** The flat keys that older clients read, and the whole document (protocol, section 7). */
    JsonPart view() {
        WorkerCapabilities all = api.worker().map(Worker::capabilities).orElseGet(this::union);
        return json -> write(json, all);
    }

    private static void write(JsonGenerator json, WorkerCapabilities all) throws IOException {
        json.writeStartObject();
        JsonText.text(json, "pool", all.configuration().workerPool());
        list(json, "operations", all.capabilities().operations());
        list(json, "features", all.capabilities().features());
        list(json, "disk_formats", all.capabilities().diskFormats());
        json.writeNumberField("max_concurrent_jobs", all.resources().maxConcurrentJobs());
        if (all.resources().maxDiskSizeGb().isPresent()) {
            json.writeNumberField(
                    "max_disk_size_gb", all.resources().maxDiskSizeGb().get());
        }
        JobCodec codec = JobCodec.standard();
        for (Map.Entry<String, JsonNode> entry :
                codec.readJson(codec.write(all)).toNode().properties()) {
            json.writeFieldName(entry.getKey());
            json.writeRawValue(entry.getValue().toString());
        }
        json.writeEndObject();
    }

    private static void list(JsonGenerator json, String key, List<String> values) throws IOException {
        json.writeArrayFieldStart(key);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private WorkerCapabilities union() {
        List<WorkerCapabilities> workers = api.transport().workers().list().stream()
                .filter(worker -> !worker.status().state().equals("offline"))
                .toList();
        int places = workers.stream()
                .mapToInt(w -> w.resources().maxConcurrentJobs())
                .sum();
        int busy = workers.stream().mapToInt(w -> w.status().currentJobs()).sum();
        return new WorkerCapabilities(
                serverId,
                VERSION,
                hostname(),
                begun,
                new WorkerCapabilities.Abilities(
                        all(workers, w -> w.capabilities().operations()),
                        all(workers, w -> w.capabilities().features()),
                        all(workers, w -> w.capabilities().diskFormats())),
                new WorkerCapabilities.Resources(
                        places,
                        workers.stream()
                                        .allMatch(w ->
                                                w.resources().maxDiskSizeGb().isPresent())
                                ? workers.stream()
                                        .map(w -> w.resources().maxDiskSizeGb().orElseThrow())
                                        .max(Long::compare)
                                : Optional.empty(),
                        Optional.empty(),
                        workers.stream().mapToInt(w -> w.resources().cpuCores()).sum(),
                        workers.stream()
                                .mapToLong(w -> w.resources().memoryGb())
                                .sum()),
                new WorkerCapabilities.Configuration(
                        workers.stream().anyMatch(w -> w.configuration().privileged()), Optional.empty(), Map.of()),
                new WorkerCapabilities.Status(
                        places > busy || places == 0 ? "ready" : "busy",
                        busy,
                        api.time().instant()),
                Map.of());
    }

    private static String hostname() {
        return Optional.ofNullable(System.getenv("HOSTNAME"))
                .filter(n -> !n.isBlank())
                .orElse("localhost");
    }

    private static List<String> all(
            List<WorkerCapabilities> workers, Function<WorkerCapabilities, List<String>> which) {
        TreeSet<String> all = new TreeSet<>();
        workers.forEach(worker -> all.addAll(which.apply(worker)));
        return new ArrayList<>(all);
    }
}
