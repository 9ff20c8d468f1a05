package dev.guestkit.job;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** A constraint: the text has this form. */
@Constraint(validatedBy = Formed.Validator.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
@interface Formed {
    /** Which one. */
    Form value();

    /** What is said otherwise. */
    String message();

    /** Required of every constraint; not used here. */
    Class<?>[] groups() default {};

    /** Required of every constraint; not used here. */
    Class<? extends jakarta.validation.Payload>[] payload() default {};

    /** Asks the form. Public, with a public constructor, because Hibernate Validator makes it. */
    final class Validator implements ConstraintValidator<Formed, String> {
        private Form form = Form.JOB_ID;

        /** For Hibernate Validator. */
        public Validator() {}

        @Override
        public void initialize(Formed constraint) {
            form = constraint.value();
        }

        @Override
        public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
            return text == null || form.fits(text);
        }
    }
}
