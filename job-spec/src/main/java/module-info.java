/** The job protocol v1.0: immutable types, builder, validator, codec. */
module dev.guestkit.job.spec {
    requires static org.jspecify;
    requires transitive com.fasterxml.jackson.databind;
    requires com.fasterxml.jackson.core;
    requires static org.yaml.snakeyaml;
    requires jakarta.validation;
    requires org.hibernate.validator;
    requires com.github.f4b6a3.ulid;

    exports dev.guestkit.job;

    opens dev.guestkit.job to
            org.hibernate.validator;
}
