package dev.guestkit.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * YAML to tree, the data model of JSON only. Made for one document.
 *
 * <p>It goes by the parser's events and not by a resolver: YAML 1.1 would make times, {@code yes}, {@code 0777} and
 * {@code 1_000} something else than the strings they are here, and aliases would have been expanded before anybody counts.
 */
final class YamlReader {
    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");
    private static final Pattern INTEGER = Pattern.compile("-?(?:0|[1-9][0-9]*)");

    private final ParserImpl events;
    private final Limits limits;
    private final Scalars scalars;

    private YamlReader(ParserImpl events, TreeReader reader) {
        this.events = events;
        this.limits = reader.limits();
        this.scalars = reader.scalars();
    }

    /**
     * Reads one YAML document.
     *
     * @throws DocumentException with one problem at the empty pointer
     */
    static JsonNode read(byte[] bytes, TreeReader reader) {
        Text.check(bytes, reader.limits().jobBytes());
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        options.setNestingDepthLimit(reader.limits().nesting());
        try {
            String text = new String(bytes, StandardCharsets.UTF_8);
            return new YamlReader(new ParserImpl(new StreamReader(text), options), reader).document();
        } catch (YAMLException e) {
            throw Text.unparsable("is no YAML: " + e.getMessage());
        }
    }

    private JsonNode document() {
        next(Event.ID.StreamStart);
        next(Event.ID.DocumentStart);
        JsonNode root = value(events.getEvent(), 1, "");
        next(Event.ID.DocumentEnd);
        if (!events.getEvent().is(Event.ID.StreamEnd)) {
            throw Text.unparsable("holds a second YAML document");
        }
        return root;
    }

    private void next(Event.ID wanted) {
        Event event = events.getEvent();
        if (!event.is(wanted)) {
            throw Text.unparsable("holds no YAML document");
        }
    }

    private JsonNode value(Event event, int level, String key) {
        if (!(event instanceof NodeEvent) || event.is(Event.ID.Alias)) {
            throw Text.unparsable("holds a YAML alias; write the value out");
        }
        if (event instanceof ScalarEvent scalar) {
            return scalar(scalar, level, key);
        }
        if (level > limits.nesting()) {
            throw Text.limit("nested deeper than " + limits.nesting());
        }
        if (event instanceof SequenceStartEvent sequence) {
            untagged(sequence.getTag());
            return sequence(level);
        }
        untagged(((MappingStartEvent) event).getTag());
        return mapping(level);
    }

    private static void untagged(@org.jspecify.annotations.Nullable String tag) {
        if (tag != null) {
            throw Text.unparsable("holds the YAML tag " + Text.quote(tag) + "; tags have no meaning in JSON");
        }
    }

    private ArrayNode sequence(int level) {
        ArrayNode node = Scalars.NODES.arrayNode();
        for (Event e = events.getEvent(); !e.is(Event.ID.SequenceEnd); e = events.getEvent()) {
            node.add(value(e, level + 1, ""));
        }
        return node;
    }

    private ObjectNode mapping(int level) {
        ObjectNode node = Scalars.NODES.objectNode();
        for (Event e = events.getEvent(); !e.is(Event.ID.MappingEnd); e = events.getEvent()) {
            String key = key(e);
            if (node.replace(key, value(events.getEvent(), level + 1, key)) != null) {
                throw Text.duplicate(key);
            }
            scalars.members(node.size());
        }
        return node;
    }

    private String key(Event event) {
        if (!(event instanceof ScalarEvent scalar)) {
            throw Text.unparsable("has a YAML key that is no string");
        }
        untagged(scalar.getTag());
        String key = scalar.getValue();
        if (key.equals("<<") && scalar.getScalarStyle() == ScalarStyle.PLAIN) {
            throw Text.unparsable("holds a YAML merge key; write the values out");
        }
        scalars.key(key, true);
        return key;
    }

    private JsonNode scalar(ScalarEvent scalar, int level, String key) {
        untagged(scalar.getTag());
        String text = scalar.getValue();
        // An unquoted 1.0 would be a number, and the protocol's version is the string.
        boolean version = (level == 2 && key.equals("version")) || key.equals("minimum_worker_version");
        if (scalar.getScalarStyle() != ScalarStyle.PLAIN || version) {
            return scalars.string(text, true);
        }
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> Scalars.NODES.nullNode();
            case "true", "True", "TRUE" -> Scalars.NODES.booleanNode(true);
            case "false", "False", "FALSE" -> Scalars.NODES.booleanNode(false);
            default -> plain(text);
        };
    }

    private JsonNode plain(String text) {
        if (text.length() <= limits.numberChars() + 1 && NUMBER.matcher(text).matches()) {
            return INTEGER.matcher(text).matches() ? integer(text) : scalars.decimal(text);
        }
        return scalars.string(text, true);
    }

    private JsonNode integer(String text) {
        return text.length() < 10 ? Scalars.NODES.numberNode(Integer.parseInt(text)) : scalars.integer(text);
    }
}
