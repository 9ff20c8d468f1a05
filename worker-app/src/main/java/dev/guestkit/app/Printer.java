package dev.guestkit.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.PrintWriter;

/** Prints trees as JSON or YAML. */
public final class Printer {
    private Printer() {}

    /** Prints {@code tree} as {@code format} says, or for people by {@code table}. */
    public static void print(PrintWriter out, OutputFormat format, JsonNode tree, Runnable table) {
        switch (format) {
            case table -> table.run();
            case json -> out.println(tree.toPrettyString());
            case yaml -> out.print(yaml(tree));
        }
        out.flush();
    }

    private static String yaml(JsonNode tree) {
        // Times and versions are quoted, so that no reader of YAML takes them for anything but text.
        ObjectMapper mapper = new ObjectMapper(YAMLFactory.builder()
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .disable(YAMLGenerator.Feature.SPLIT_LINES)
                .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                .build());
        try {
            return mapper.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }
}
