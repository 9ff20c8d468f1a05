package dev.guestkit.job;

import java.util.List;
import java.util.Optional;

/**
 * What a {@code guestkit.profile} job asks for, with the defaults of the protocol filled in. Immutable.
 *
 * @param profiles each once, in the order of the document: {@code security}, {@code compliance}, {@code hardening},
 *     {@code performance}, {@code migration}
 * @param severityThreshold {@code low}, {@code medium}, {@code high} or {@code critical}
 * @param includeRemediation what {@code output} says, or else {@code options}
 */
public record ProfilePayload(
        Image image,
        List<String> profiles,
        Optional<String> severityThreshold,
        boolean failOnCritical,
        boolean includeRemediation,
        Optional<Output> output) {
    /** Copies the list. */
    public ProfilePayload {
        profiles = List.copyOf(profiles);
    }

    /**
     * Reads the payload of a {@code guestkit.profile} job.
     *
     * @throws DocumentException with every problem when the payload is of another operation or version, or not valid
     */
    public static ProfilePayload from(Payload payload) {
        DataNode data = new DataNode(Operations.require(Operations.PROFILE, payload));
        DataNode options = data.object("options");
        return new ProfilePayload(
                Image.from(data.object("image")),
                data.texts("profiles").stream().distinct().toList(),
                options.text("severity_threshold"),
                options.flag("fail_on_critical", false),
                data.object("output")
                        .flag("include_remediation")
                        .orElseGet(() -> options.flag("include_remediation", true)),
                Output.from(data));
    }

    /** Puts the data together. Not thread-safe. */
    public static final class Builder extends ReportDataBuilder<Builder> {
        Builder(String path, String... profiles) {
            super(Operations.PROFILE, path);
            outputBeside(path);
            for (String profile : profiles) {
                at().withArrayProperty("profiles").add(profile);
            }
        }

        @Override
        Builder self() {
            return this;
        }

        /** The least severity reported: {@code low}, {@code medium}, {@code high} or {@code critical}. */
        public Builder severityThreshold(String threshold) {
            at("options").put("severity_threshold", threshold);
            return this;
        }

        /** Whether a critical finding fails the job. Without it, false. */
        public Builder failOnCritical(boolean fail) {
            at("options").put("fail_on_critical", fail);
            return this;
        }

        /** Whether findings say what to do. Without it, true. */
        public Builder includeRemediation(boolean include) {
            at("options").put("include_remediation", include);
            return this;
        }

        /** Whether the report says what to do, which goes before {@link #includeRemediation}. */
        public Builder outputRemediation(boolean include) {
            at("output").put("include_remediation", include);
            return this;
        }
    }
}
