package dev.guestkit.app;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.guestkit.job.Problem;
import java.util.List;
import java.util.Locale;

/** Problems of documents, for people and for programs. */
public final class Problems {
    private Problems() {}

    /** Each problem on a line of its own, indented, with a line break before each. */
    public static String lines(List<Problem> problems) {
        StringBuilder text = new StringBuilder();
        for (Problem problem : problems) {
            text.append("\n  ").append(severity(problem)).append(": ");
            if (!problem.pointer().isEmpty()) {
                text.append(Printable.of(problem.pointer())).append(": ");
            }
            text.append(Printable.of(problem.message()))
                    .append(" (")
                    .append(problem.code())
                    .append(')');
        }
        return text.toString();
    }

    /** An array of {@code {pointer, severity, code, message}}. */
    public static ArrayNode tree(List<Problem> problems) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(problems.size());
        for (Problem problem : problems) {
            array.addObject()
                    .put("pointer", problem.pointer())
                    .put("severity", severity(problem))
                    .put("code", problem.code())
                    .put("message", problem.message());
        }
        return array;
    }

    private static String severity(Problem problem) {
        return problem.severity().name().toLowerCase(Locale.ROOT);
    }
}
