package dev.guestkit.handlers.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.guestkit.handlers.internal.html.HtmlReport;
import dev.guestkit.handlers.internal.sbom.BillOfMaterials;
import dev.guestkit.job.ErrorCode;
import dev.guestkit.job.InspectArtifact;
import dev.guestkit.job.InspectPayload;
import dev.guestkit.worker.spi.HandlerException;
import dev.guestkit.worker.spi.JobContext;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What a job wants stored beside its result. */
final class ArtifactFiles {
    private static final Set<InspectArtifact> BILLS = EnumSet.of(InspectArtifact.CYCLONEDX, InspectArtifact.SPDX);

    private final Set<InspectArtifact> wanted;

    /**
     * Says before any work is done what would fail after it.
     *
     * @throws HandlerException {@code VALIDATION_ERROR} when a bill of materials is asked for without packages
     */
    ArtifactFiles(InspectPayload.Options options) {
        wanted = options.artifacts();
        if (!options.includePackages() && wanted.stream().anyMatch(BILLS::contains)) {
            throw new HandlerException(
                    ErrorCode.VALIDATION_ERROR,
                    "/payload/data/options/artifacts: a bill of materials lists the packages, and include_packages is false");
        }
    }

    /** Makes and stores them, in the order of {@link InspectArtifact}. */
    void store(JsonNode report, JobContext context) {
        for (InspectArtifact artifact : InspectArtifact.values()) {
            if (wanted.contains(artifact)) {
                context.artifacts()
                        .store(artifact.fileName(), new ByteArrayInputStream(bytes(artifact, report, context)));
            }
        }
    }

    private static byte[] bytes(InspectArtifact artifact, JsonNode report, JobContext context) {
        Instant created = context.document().createdAt();
        return switch (artifact) {
            case CYCLONEDX -> BillOfMaterials.cycloneDx(report, created, version());
            case SPDX -> BillOfMaterials.spdx(report, created, version());
            case HTML -> HtmlReport.of(report, context.jobId(), created);
        };
    }

    /** Of this jar, empty where it is none. */
    private static String version() {
        return Optional.ofNullable(ArtifactFiles.class.getPackage().getImplementationVersion())
                .orElse("");
    }
}
