package dev.guestkit.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.guestkit.job.JobSchemas;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The OpenAPI document as a judge of what was asked and what was answered. */
final class Contract {
    private static final Map<String, String> PUBLISHED = Map.of(
            "https://guestkit.dev/schemas/job-v1.json", JobSchemas.job(),
            "https://guestkit.dev/schemas/result-v1.json", JobSchemas.result(),
            "https://guestkit.dev/schemas/capabilities-v1.json", JobSchemas.capabilities());

    /** What every test of this JVM has asked for. */
    static final Set<String> HIT = ConcurrentHashMap.newKeySet();

    static final Contract STANDARD = new Contract();

    final JsonNode document;
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(PUBLISHED));
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    private Contract() {
        try (InputStream yaml = HttpFront.class.getResourceAsStream("openapi.yaml")) {
            document = new YAMLMapper().readTree(yaml);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Fails when the contract knows the place and the answer is not as it says. Paths of other parts are passed over. */
    void check(String method, String path, Http.Answer answer) {
        Optional<Map.Entry<String, JsonNode>> place = document.path("paths").properties().stream()
                .filter(entry -> matches(entry.getKey(), path))
                .findFirst();
        JsonNode operation = place.map(p -> p.getValue().path(method.toLowerCase(java.util.Locale.ROOT)))
                .orElse(com.fasterxml.jackson.databind.node.MissingNode.getInstance());
        if (operation.isMissingNode()) {
            failure(method, path, answer);
            return;
        }
        HIT.add(operation.path("operationId").asText());
        JsonNode responses = operation.path("responses");
        JsonNode response = resolved(responses.path(String.valueOf(answer.status())));
        if (response.isMissingNode()) {
            assertThat(answer.status()).as("%s %s", method, path).isGreaterThanOrEqualTo(400);
            response = resolved(responses.path("default"));
        }
        String type = answer.header("Content-Type").replaceAll(";.*", "");
        JsonNode content = response.path("content");
        if (content.isMissingNode()) {
            assertThat(answer.body()).as("%s %s", method, path).isEmpty();
            return;
        }
        assertThat(content.has(type))
                .as("%s %s answers with %s", method, path, type)
                .isTrue();
        if (type.equals("application/json")) {
            judge(content.path(type).path("schema"), method + " " + path, answer);
        }
    }

    /** Whatever is asked for in vain is told so in one form. */
    private void failure(String method, String path, Http.Answer answer) {
        if (answer.status() >= 400 && !method.equals("HEAD")) {
            judge(document.at("/components/schemas/Failure"), method + " " + path, answer);
        }
    }

    private void judge(JsonNode schema, String what, Http.Answer answer) {
        Schema judge = schemas.computeIfAbsent(schema.toString(), text -> {
            ObjectNode whole = (ObjectNode) schema.deepCopy();
            whole.set("components", document.path("components"));
            return registry.getSchema(whole.toString(), InputFormat.JSON);
        });
        assertThat(judge.validate(answer.text(), InputFormat.JSON))
                .as("%s: %s", what, answer.text())
                .isEmpty();
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }

    private static boolean matches(String template, String path) {
        String bare = path.replaceAll("\\?.*", "");
        return Pattern.matches(("\\Q" + template + "\\E").replaceAll("\\{[a-z]+\\}", "\\\\E[^/]+\\\\Q"), bare);
    }
}
