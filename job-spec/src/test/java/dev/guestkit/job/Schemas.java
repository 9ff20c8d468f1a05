package dev.guestkit.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes the published JSON Schemas (2020-12) of the records with their constraints and of the shapes of payloads. */
final class Schemas {
    private static final String TIME =
            "^\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:[0-5]\\d(\\.\\d+)?([Zz]|[+-]\\d{2}:\\d{2})$";
    private static final String SEMANTIC_VERSION = "^(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)"
            + "(-[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?(\\+[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?$";

    private Schemas() {}

    static Map<String, ObjectNode> all() {
        Map<String, ObjectNode> schemas = new TreeMap<>();
        schemas.put("job-v1.json", job());
        schemas.put("result-v1.json", result());
        schemas.put("event-v1.json", schema(ProgressEvent.class, "event-v1.json", "A progress event"));
        schemas.put(
                "capabilities-v1.json", schema(WorkerCapabilities.class, "capabilities-v1.json", "What a worker is"));
        return schemas;
    }

    private static ObjectNode job() {
        ObjectNode schema = schema(JobDocument.class, "job-v1.json", "A job");
        ObjectNode constraints = (ObjectNode) schema.at("/$defs/Constraints/properties");
        for (String list : new String[] {"required_capabilities", "required_features", "allowed_worker_pools"}) {
            ((ObjectNode) constraints.at("/" + list + "/items")).put("minLength", 1);
        }
        ((ObjectNode) constraints.get("minimum_worker_version")).put("pattern", SEMANTIC_VERSION);
        ObjectNode against = (ObjectNode) schema.at("/$defs/Routing/properties/anti_affinity");
        against.putObject("properties")
                .putObject(Routing.CONCURRENT_JOBS)
                .put("type", "array")
                .putObject("items")
                .put("type", "string")
                .put("pattern", "^(?:" + Form.JOB_ID.pattern() + ")$");
        ArrayNode rules = schema.putArray("allOf");
        known(rules.addObject());
        new TreeMap<>(Operations.SHAPES).forEach((operation, shape) -> payload(rules.addObject(), operation, shape));
        return schema;
    }

    /** What lies in the namespaces of this family is known or nobody could handle it. */
    private static void known(ObjectNode rule) {
        rule.putObject("if").putObject("properties").putObject("operation").put("pattern", "^(guestkit|system)\\.");
        ArrayNode known = rule.putObject("then")
                .putObject("properties")
                .putObject("operation")
                .putArray("enum");
        Operations.SHAPES.keySet().stream().sorted().forEach(known::add);
    }

    private static void payload(ObjectNode rule, String operation, Shape shape) {
        ObjectNode condition = rule.putObject("if");
        condition.putObject("properties").putObject("operation").put("const", operation);
        condition.putArray("required").add("operation");
        ObjectNode payload = rule.putObject("then")
                .putObject("properties")
                .putObject("payload")
                .putObject("properties");
        payload.putObject("type").put("const", operation + ".v1");
        payload.set("data", of(shape));
    }

    private static ObjectNode result() {
        ObjectNode schema = schema(JobResult.class, "result-v1.json", "A result");
        ObjectNode outputs = (ObjectNode) schema.at("/$defs/Outputs/properties");
        ((ObjectNode) outputs.at("/artifacts/items")).put("minLength", 1);
        ArrayNode rules = schema.putArray("allOf");
        status(rules.addObject(), "\"completed\"", "[\"completed_at\",\"outputs\"]", "[\"failed_at\",\"error\"]");
        for (String ended : new String[] {"failed", "cancelled", "timeout"}) {
            status(rules.addObject(), "\"" + ended + "\"", "[\"failed_at\",\"error\"]", "[\"completed_at\"]");
        }
        for (String going : new String[] {"pending", "assigned", "running"}) {
            status(rules.addObject(), "\"" + going + "\"", "[]", "[\"error\"]");
        }
        return schema;
    }

    private static void status(ObjectNode rule, String status, String needed, String refused) {
        ObjectNode condition = rule.putObject("if");
        condition.putObject("properties").putObject("status").set("const", Docs.tree(status));
        ObjectNode then = rule.putObject("then");
        then.set("required", Docs.tree(needed));
        ObjectNode properties = then.putObject("properties");
        Docs.tree(needed)
                .forEach(key ->
                        properties.putObject(key.textValue()).putObject("not").put("type", "null"));
        Docs.tree(refused).forEach(key -> properties.putObject(key.textValue()).put("type", "null"));
    }

    private static ObjectNode schema(Class<?> type, String file, String title) {
        SchemaGeneratorConfigBuilder config = new SchemaGeneratorConfigBuilder(
                        Docs.MAPPER, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(Option.FLATTENED_OPTIONALS, Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES)
                .with(Option.DEFINITIONS_FOR_ALL_OBJECTS)
                .without(Option.NULLABLE_FIELDS_BY_DEFAULT, Option.PUBLIC_STATIC_FIELDS);
        config.forFields()
                .withPropertyNameOverrideResolver(field -> Beans.key(field.getName()))
                .withIgnoreCheck(field -> field.getName().equals("unknown"))
                .withRequiredCheck(Schemas::isRequired)
                .withNullableCheck(field -> !isRequired(field))
                .withInstanceAttributeOverride(Schemas::constraints);
        config.forTypesInGeneral()
                .withCustomDefinitionProvider((resolved, context) -> custom(resolved.getErasedType(), context));
        ObjectNode generated = new SchemaGenerator(config.build()).generateSchema(type);
        ObjectNode schema = Docs.MAPPER.createObjectNode();
        schema.set("$schema", generated.remove("$schema"));
        schema.put("$id", "https://guestkit.dev/schemas/" + file).put("title", title);
        return schema.setAll(generated);
    }

    private static boolean isRequired(FieldScope field) {
        return !field.getRawMember().getType().equals(Optional.class)
                && !field.getDeclaredName().equals("dataLocality");
    }

    private static CustomDefinition custom(Class<?> type, SchemaGenerationContext context) {
        ObjectNode node = context.getGeneratorConfig().createObjectNode();
        if (type == Json.class) {
            return new CustomDefinition(node, true);
        } else if (type == Instant.class) {
            return new CustomDefinition(
                    node.put("type", "string").put("format", "date-time").put("pattern", TIME), true);
        } else if (type == JobStatus.class) {
            ArrayNode names = node.put("type", "string").putArray("enum");
            for (JobStatus status : JobStatus.values()) {
                names.add(status.wireName());
            }
            return new CustomDefinition(node, true);
        }
        return null;
    }

    /** The constraints of a component, those inside its Optional among them. */
    private static void constraints(ObjectNode node, FieldScope scope, SchemaGenerationContext context) {
        Field field = scope.getRawMember();
        say(node, field);
        if (field.getAnnotatedType() instanceof AnnotatedParameterizedType outer
                && field.getType().equals(Optional.class)) {
            say(node, outer.getAnnotatedActualTypeArguments()[0]);
        }
        Class<?> type = field.getType();
        boolean integer = type == int.class || scope.getType().getErasedType() == Integer.class;
        if (integer && !node.has("maximum")) {
            node.put("maximum", Integer.MAX_VALUE);
        } else if ((type == long.class || scope.getType().getErasedType() == Long.class) && !node.has("maximum")) {
            node.put("maximum", Long.MAX_VALUE);
        }
        if (field.getName().equals("details") && field.getDeclaringClass() == ProgressEvent.class) {
            node.putArray("type").add("object").add("null");
        }
    }

    private static void say(ObjectNode node, AnnotatedElement element) {
        ifPresent(element, Pattern.class, p -> node.put("pattern", "^(?:" + p.regexp() + ")$"));
        ifPresent(
                element,
                Formed.class,
                f -> node.put("pattern", "^(?:" + f.value().pattern() + ")$"));
        ifPresent(element, Size.class, s -> node.put("minLength", s.min()));
        ifPresent(element, Min.class, m -> node.put("minimum", m.value()));
        ifPresent(element, Max.class, m -> node.put("maximum", m.value()));
        ifPresent(element, DecimalMin.class, m -> node.put("minimum", new BigDecimal(m.value())));
        ifPresent(element, DecimalMax.class, m -> node.put("maximum", new BigDecimal(m.value())));
    }

    private static <A extends java.lang.annotation.Annotation> void ifPresent(
            AnnotatedElement element, Class<A> type, java.util.function.Consumer<A> say) {
        Optional.ofNullable(element.getAnnotation(type)).ifPresent(say);
    }

    private static ObjectNode node(String type) {
        return Docs.MAPPER.createObjectNode().put("type", type);
    }

    private static ObjectNode of(Shape shape) {
        if (shape instanceof Shape.Text text) {
            return text.shortest() == 0 ? node("string") : node("string").put("minLength", text.shortest());
        } else if (shape instanceof Shape.Flag) {
            return node("boolean");
        } else if (shape instanceof Shape.Whole whole) {
            return node("integer").put("minimum", whole.least()).put("maximum", Long.MAX_VALUE);
        } else if (shape instanceof Shape.Digest) {
            return node("string").put("pattern", "^(?:(?:sha256:)?[0-9a-fA-F]{64}|sha512:[0-9a-fA-F]{128})$");
        } else if (shape instanceof Shape.Choice choice) {
            ObjectNode node = Docs.MAPPER.createObjectNode();
            ArrayNode values = node.putArray("enum");
            choice.values().forEach(values::add);
            return choice.orFlag() ? withFlags(node, values) : node;
        } else if (shape instanceof Shape.Elements elements) {
            ObjectNode node = node("array");
            node.set("items", of(elements.each()));
            return elements.least() == 0 ? node : node.put("minItems", elements.least());
        } else if (shape instanceof Shape.Members members) {
            return members(members);
        } else if (shape instanceof Shape.Typed typed) {
            return typed(typed);
        } else if (shape instanceof Shape.Either either) {
            ObjectNode node = node("object");
            node.putArray("oneOf")
                    .add(form(either.first(), either.second()))
                    .add(form(either.second(), either.first()));
            return node;
        }
        return Docs.MAPPER.createObjectNode();
    }

    private static ObjectNode withFlags(ObjectNode node, ArrayNode values) {
        values.add(true).add(false);
        return node;
    }

    private static ObjectNode members(Shape.Members members) {
        ObjectNode node = node("object");
        ObjectNode properties = Docs.MAPPER.createObjectNode();
        ArrayNode required = Docs.MAPPER.createArrayNode();
        members.members().forEach((name, member) -> {
            if (member.required()) {
                required.add(name);
                properties.set(name, of(member.shape()));
            } else {
                ArrayNode either = properties.putObject(name).putArray("anyOf");
                either.addObject().put("type", "null");
                either.add(of(member.shape()));
            }
        });
        if (!properties.isEmpty()) {
            node.set("properties", properties);
        }
        if (!required.isEmpty()) {
            node.set("required", required);
        }
        return node;
    }

    /** One form, with the keys that only the other form requires absent or null. */
    private static ObjectNode form(Shape.Members form, Shape.Members other) {
        ObjectNode node = members(form);
        other.members().forEach((name, member) -> {
            if (member.required()) {
                ((ObjectNode) node.get("properties")).putObject(name).put("type", "null");
            }
        });
        return node;
    }

    private static ObjectNode typed(Shape.Typed typed) {
        ObjectNode node = members(Shape.object().needs("type", Shape.TEXT).with("options", Shape.ANY_OBJECT));
        ArrayNode rules = node.putArray("allOf");
        new TreeMap<>(typed.options()).forEach((type, options) -> {
            ObjectNode rule = rules.addObject();
            rule.putObject("if").putObject("properties").putObject("type").put("const", type);
            ObjectNode then = rule.putObject("then").putObject("properties").putObject("options");
            JsonNode shape = of(options);
            then.putArray("anyOf")
                    .add(Docs.MAPPER.createObjectNode().put("type", "null"))
                    .add(shape);
        });
        return node;
    }
}
