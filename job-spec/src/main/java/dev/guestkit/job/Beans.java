package dev.guestkit.job;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.Set;
import org.hibernate.validator.HibernateValidator;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/**
 * Runs the constraints that the records carry and says their violations with JSON Pointers. Thread-safe.
 *
 * <p>Hibernate Validator is taken by its provider, without XML configuration and through our own class loader, so that what a
 * host application configures for itself does not reach us. Without expression language: messages are plain text.
 */
final class Beans {
    private Beans() {}

    /** Made at the first validation, half a second on a cold machine, and never again. */
    private static final class Holder {
        static final Validator VALIDATOR = make();

        @SuppressWarnings("resource") // Lives as long as the class.
        private static Validator make() {
            return Validation.byProvider(HibernateValidator.class)
                    .configure()
                    .ignoreXmlConfiguration()
                    .messageInterpolator(new ParameterMessageInterpolator())
                    .externalClassLoader(Beans.class.getClassLoader())
                    .buildValidatorFactory()
                    .getValidator();
        }
    }

    static void check(Object document, Problems problems) {
        Set<ConstraintViolation<Object>> violations = Holder.VALIDATOR.validate(document);
        if (violations.isEmpty()) {
            return;
        }
        violations.stream()
                .map(Beans::problem)
                .sorted((a, b) -> a.pointer().compareTo(b.pointer()))
                .forEach(problems::add);
    }

    private static Problem problem(ConstraintViolation<Object> violation) {
        Object value = violation.getInvalidValue();
        String shown = value instanceof String text ? Text.quote(text) : String.valueOf(value);
        Where where = where(violation.getPropertyPath());
        String message = where.token() + " " + violation.getMessage() + ", is " + shown;
        return new Problem(where.pointer(), Problem.Severity.ERROR, ProblemCodes.INVALID_VALUE, message);
    }

    private static Where where(Path path) {
        Where where = Where.ROOT;
        for (Path.Node node : path) {
            if (node.getIndex() != null) {
                where = where.child(node.getIndex());
            } else if (node.getKey() != null) {
                where = where.child(node.getKey().toString());
            }
            if (node.getKind() == ElementKind.PROPERTY) {
                where = where.child(key(node.getName()));
            }
        }
        return where;
    }

    /** The key on the wire for a component of a record. */
    static String key(String component) {
        if (component.equals("schema")) {
            return "$schema";
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < component.length(); i++) {
            char c = component.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                out.append('_').append((char) (c + ('a' - 'A')));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
