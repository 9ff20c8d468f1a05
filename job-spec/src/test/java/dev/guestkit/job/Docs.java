package dev.guestkit.job;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Documents for tests: full ones, and the same with one place changed. */
final class Docs {
    static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(new com.fasterxml.jackson.databind.node.JsonNodeFactory(true))
            .build();

    /** Every key that the protocol has, and an unknown one in every object. */
    static final String JOB = """
            {"$schema":"https://guestkit.dev/schemas/job-v1.json","version":"1.0","job_id":"job-00000001",
             "created_at":"2026-01-02T03:04:05Z","kind":"VMOperation","operation":"guestkit.inspect",
             "payload":{"type":"guestkit.inspect.v1","data":{"image":{"path":"/vms/a.qcow2","format":"qcow2",
               "checksum":"sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789ABCDEF","size_bytes":0,
               "read_only":true,"x":1},
               "options":{"deep_scan":false,"include_packages":true,"include_services":true,"include_users":true,
               "include_network":true,"include_security":true,"include_storage":true,"include_databases":true,
               "scan_vulnerabilities":false,"x":1},
               "output":{"format":"json","destination":"/out/a.json","compression":"gzip","x":1},"x":1},"x":1},
             "metadata":{"name":"n","namespace":"ns","labels":{"a":"b"},"annotations":{"c":"d"},"x":1},
             "execution":{"idempotency_key":"k","attempt":1,"max_attempts":3,"timeout_seconds":60,
               "deadline":"2026-01-03T00:00:00Z","priority":7,"cancellable":false,"x":1},
             "constraints":{"required_capabilities":["guestkit.inspect"],"required_features":["lvm"],
               "minimum_worker_version":"1.0.0","maximum_disk_size_gb":100,"require_privileged":false,
               "allowed_worker_pools":["p"],"x":1},
             "routing":{"worker_id":"w","worker_pool":"p","affinity":{"disk_locality":"dc1"},
               "anti_affinity":{"concurrent_jobs":["job-00000002"],"other":["z"]},"x":1},
             "observability":{"trace_id":"t","span_id":"s","parent_span_id":"p","correlation_id":"c","x":1},
             "audit":{"submitted_by":"u","submitted_from":"h","authorization":{"method":"m","subject":"s","x":1},"x":1},
             "x":{"deep":[1,2.50,1E+3,null,{"y":"\\u0000"}]}}
            """;

    static final String RESULT = """
            {"job_id":"job-00000001","worker_id":"w","status":"completed","replay_of":"job-00000000",
             "completed_at":"2026-01-02T03:04:05Z",
             "execution_summary":{"started_at":"2026-01-02T03:04:00Z","duration_seconds":5,"attempt":1,
               "idempotency_key":"k","duration_ms":5123,"x":1},
             "outputs":{"primary":"/out/a.json","artifacts":["/out/b"],"artifact_details":[{"name":"b","size_bytes":1,
               "sha256":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef","x":1}],"x":1},
             "data":{"any":[1,null]},
             "metrics":{"disk_read_bytes":1,"disk_write_bytes":2,"peak_memory_mb":3,"cpu_seconds":4,"x":1},
             "observability":{"trace_id":"t","span_id":"s","x":1},"x":null}
            """;

    static final String FAILED = """
            {"job_id":"job-00000001","worker_id":"w","status":"failed","failed_at":"2026-01-02T03:04:05Z",
             "execution_summary":{"started_at":"2026-01-02T03:04:00Z","duration_seconds":5,"attempt":2},
             "error":{"code":"ANY_CODE","message":"m","phase":"p","details":{"a":1},"recoverable":true,
               "retry_recommended":false,"x":1}}
            """;

    static final String EVENT = """
            {"job_id":"job-00000001","timestamp":"2026-01-02T03:04:05Z","sequence":0,"phase":"validation","attempt":1,
             "progress_percent":50,"message":"m","details":{"a":1},"observability":{"trace_id":"t","x":1},"x":1}
            """;

    static final String WORKER = """
            {"worker_id":"w","version":"1.2.3","hostname":"h","registered_at":"2026-01-02T03:04:05Z",
             "capabilities":{"operations":["guestkit.inspect"],"features":["lvm","kvm"],"disk_formats":["qcow2"],"x":1},
             "resources":{"max_concurrent_jobs":2,"max_disk_size_gb":100,"available_disk_gb":50,"cpu_cores":2,
               "memory_gb":4,"x":1},
             "configuration":{"privileged":false,"worker_pool":"p","data_locality":{"a":"b"},"x":1},
             "status":{"state":"ready","current_jobs":0,"last_heartbeat":"2026-01-02T03:04:05Z","x":1},"x":1}
            """;

    private Docs() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static JsonNode tree(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    static JsonNode tree(byte[] bytes) {
        return tree(new String(bytes, StandardCharsets.UTF_8));
    }

    /** {@code document} with the JSON text {@code value} at {@code pointer}. */
    static String with(String document, String pointer, String value) {
        JsonNode root = tree(document);
        JsonPointer at = JsonPointer.compile(pointer);
        JsonNode parent = root.at(at.head());
        String key = at.last().getMatchingProperty();
        if (parent instanceof ArrayNode array) {
            array.set(at.last().getMatchingIndex(), tree(value));
        } else {
            ((ObjectNode) parent).set(key, tree(value));
        }
        return root.toString();
    }

    static String without(String document, String pointer) {
        JsonNode root = tree(document);
        JsonPointer at = JsonPointer.compile(pointer);
        ((ObjectNode) root.at(at.head())).remove(at.last().getMatchingProperty());
        return root.toString();
    }

    /** A minimal job of an operation with this data. */
    static String job(String operation, String data) {
        return """
               {"version":"1.0","job_id":"job-00000001","created_at":"2026-01-02T03:04:05Z","kind":"VMOperation",
                "operation":"%s","payload":{"type":"%s.v1","data":%s}}
               """.formatted(operation, operation, data);
    }

    static List<String> problems(ValidationReport report) {
        return report.problems().stream()
                .map(p -> (p.severity() == Problem.Severity.WARNING ? "warning " : "") + p.code() + " " + p.pointer())
                .toList();
    }

    /** Every pointer into the tree but the root's. */
    static List<String> places(JsonNode root) {
        List<String> found = new ArrayList<>();
        collect(root, "", found);
        return found;
    }

    private static void collect(JsonNode node, String at, List<String> found) {
        if (!at.isEmpty()) {
            found.add(at);
        }
        node.properties().forEach(e -> collect(e.getValue(), at + "/" + escaped(e.getKey()), found));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            collect(node.get(i), at + "/" + i, found);
        }
    }

    private static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    /** The document with any text at a place, JSON or not. */
    static String raw(String document, String pointer, String text) {
        return with(document, pointer, "\"@HERE@\"").replace("\"@HERE@\"", text);
    }
}
