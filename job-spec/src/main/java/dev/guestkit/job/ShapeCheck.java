package dev.guestkit.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges a JSON value by a {@link Shape}; every problem is collected. */
final class ShapeCheck {
    private final Problems problems;

    ShapeCheck(Problems problems) {
        this.problems = problems;
    }

    void check(JsonNode value, Shape shape, Where at) {
        if (shape instanceof Shape.Members members) {
            members(value, members, at);
        } else if (shape instanceof Shape.Text text) {
            text(value, text, at);
        } else if (shape instanceof Shape.Flag) {
            expect(value.isBoolean(), value, "a boolean", at);
        } else if (shape instanceof Shape.Choice choice) {
            choice(value, choice, at);
        } else if (shape instanceof Shape.Whole whole) {
            whole(value, whole, at);
        } else if (shape instanceof Shape.Digest) {
            digest(value, at);
        } else if (shape instanceof Shape.Elements elements) {
            elements(value, elements, at);
        } else if (shape instanceof Shape.Typed typed) {
            typed(value, typed, at);
        } else if (shape instanceof Shape.Either either) {
            either(value, either, at);
        }
    }

    private boolean expect(boolean holds, JsonNode value, String wanted, Where at) {
        if (!holds) {
            problems.error(
                    at, ProblemCodes.WRONG_TYPE, at.token() + " must be " + wanted + ", is " + Fields.kind(value));
        }
        return holds;
    }

    private void invalid(Where at, String message) {
        problems.error(at, ProblemCodes.INVALID_VALUE, at.token() + " " + message);
    }

    private void text(JsonNode value, Shape.Text text, Where at) {
        if (expect(value.isTextual(), value, "a string", at)
                && value.textValue().length() < text.shortest()) {
            invalid(at, "must not be empty");
        }
    }

    private void choice(JsonNode value, Shape.Choice choice, Where at) {
        if (choice.orFlag() && value.isBoolean()) {
            return;
        }
        String wanted = choice.orFlag() ? "a boolean or a string" : "a string";
        if (expect(value.isTextual(), value, wanted, at) && !choice.values().contains(value.textValue())) {
            invalid(
                    at,
                    "must be one of " + String.join(", ", choice.values()) + ", is "
                            + dev.guestkit.job.Text.quote(value.textValue()));
        }
    }

    private void whole(JsonNode value, Shape.Whole whole, Where at) {
        if (!expect(value.isIntegralNumber(), value, "an integer without fraction and exponent", at)) {
            return;
        }
        if (!value.canConvertToLong() || value.longValue() < whole.least()) {
            invalid(at, "must be from " + whole.least() + " to " + Long.MAX_VALUE + ", is " + Text.number(value));
        }
    }

    private void digest(JsonNode value, Where at) {
        if (expect(value.isTextual(), value, "a string", at)) {
            Checksum.problem(value.textValue())
                    .ifPresent(p -> problems.error(at, p.code(), at.token() + " " + p.message()));
        }
    }

    private void elements(JsonNode value, Shape.Elements elements, Where at) {
        if (!expect(value.isArray(), value, "an array", at)) {
            return;
        }
        if (value.size() < elements.least()) {
            invalid(at, "must have at least " + elements.least() + " element");
        }
        for (int i = 0; i < value.size(); i++) {
            check(value.get(i), elements.each(), at.child(i));
        }
    }

    private void members(JsonNode value, Shape.Members shape, Where at) {
        if (!expect(value.isObject(), value, "an object", at)) {
            return;
        }
        for (Map.Entry<String, Shape.Member> entry : shape.members().entrySet()) {
            JsonNode member = present(value, entry.getKey());
            if (member != null) {
                check(member, entry.getValue().shape(), at.child(entry.getKey()));
            } else if (entry.getValue().required()) {
                missing(at, entry.getKey());
            }
        }
    }

    private void missing(Where at, String name) {
        problems.error(at.child(name), ProblemCodes.MISSING, name + " is missing");
    }

    /** The member; null when it is absent or an explicit null, which is the same. */
    static @Nullable JsonNode present(JsonNode object, String name) {
        JsonNode member = object.get(name);
        return member == null || member.isNull() ? null : member;
    }

    private void typed(JsonNode value, Shape.Typed typed, Where at) {
        members(value, Shape.object().needs("type", Shape.TEXT).with("options", Shape.ANY_OBJECT), at);
        JsonNode type = present(value, "type");
        JsonNode options = present(value, "options");
        if (type != null && type.isTextual() && options != null && options.isObject()) {
            Shape.Members known = typed.options().get(type.textValue());
            if (known != null) {
                members(options, known, at.child("options"));
            }
        }
    }

    private void either(JsonNode value, Shape.Either either, Where at) {
        if (!expect(value.isObject(), value, "an object", at)) {
            return;
        }
        boolean first = hasAny(value, either.first());
        boolean second = hasAny(value, either.second());
        if (first && second) {
            String key = either.second().members().entrySet().stream()
                    .filter(e -> e.getValue().required() && present(value, e.getKey()) != null)
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElseThrow();
            problems.error(
                    at.child(key),
                    ProblemCodes.CONFLICTING_VALUES,
                    key + " belongs to one form of this payload, " + String.join(", ", required(either.first()))
                            + " to the other; give only one form");
        } else {
            members(value, second ? either.second() : either.first(), at);
        }
    }

    private static boolean hasAny(JsonNode value, Shape.Members form) {
        return required(form).stream().anyMatch(name -> present(value, name) != null);
    }

    private static List<String> required(Shape.Members form) {
        return form.members().entrySet().stream()
                .filter(e -> e.getValue().required())
                .map(Map.Entry::getKey)
                .toList();
    }
}
