package dev.guestkit.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One call of the command in this process, with what it printed. */
public record CommandRun(int code, String out, String err) {
    /** Runs {@code arguments} with {@code directory} as the working directory and the user's home. */
    public static CommandRun of(Path directory, String... arguments) {
        return with(directory, Map.of(), arguments);
    }

    /** The same with environment variables. */
    public static CommandRun with(Path directory, Map<String, String> environment, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Surroundings surroundings = new Surroundings(environment, directory, directory, false, 100);
        int code = Guestkit.commandLine(new PrintWriter(out), new PrintWriter(err), surroundings)
                .execute(arguments);
        return new CommandRun(code, out.toString(), err.toString());
    }

    /** What was printed, as one JSON document. */
    public JsonNode json() {
        return json(out);
    }

    /** Every line that was printed, as a JSON document each. */
    public List<JsonNode> lines() {
        return out.lines().map(CommandRun::json).toList();
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }
}
