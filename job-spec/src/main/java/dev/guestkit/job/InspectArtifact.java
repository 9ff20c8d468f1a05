package dev.guestkit.job;

import java.util.Locale;
import java.util.Optional;

/**
 * A file that an inspection stores beside its result when the job asks for it in {@code options.artifacts}. An addition of ours to the protocol: other
 * workers keep the key and store nothing.
 */
public enum InspectArtifact {
    /** A software bill of materials, CycloneDX 1.6 JSON. */
    CYCLONEDX("sbom.cdx.json"),
    /** A software bill of materials, SPDX 2.3 JSON. */
    SPDX("sbom.spdx.json"),
    /** A report for people: one HTML file that needs nothing else. */
    HTML("report.html");

    private final String fileName;

    InspectArtifact(String fileName) {
        this.fileName = fileName;
    }

    /** The lower-case name on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name under which the artifact is stored. */
    public String fileName() {
        return fileName;
    }

    /** The artifact with this name on the wire, empty when there is none. */
    public static Optional<InspectArtifact> ofWireName(String name) {
        for (InspectArtifact artifact : values()) {
            if (artifact.wireName().equals(name)) {
                return Optional.of(artifact);
            }
        }
        return Optional.empty();
    }
}
