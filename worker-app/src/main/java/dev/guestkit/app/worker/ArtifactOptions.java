package dev.guestkit.app.worker;

import dev.guestkit.app.CliException;
import dev.guestkit.app.SavedFile;
import dev.guestkit.app.Surroundings;
import dev.guestkit.job.InspectArtifact;
import dev.guestkit.worker.spi.JobClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which artifacts of an inspection are saved where. */
final class ArtifactOptions {
    @Option(
            names = "--sbom",
            paramLabel = "FORMAT",
            description = {
                "write a software bill of materials: cyclonedx (1.6) or spdx (2.3), both JSON. Without --sbom-file it goes",
                "into the current directory, named after the image: disk.qcow2.cdx.json or disk.qcow2.spdx.json"
            })
    private @Nullable Bill sbom;

    @Option(names = "--sbom-file", paramLabel = "FILE", description = "where the bill of materials goes")
    private @Nullable String sbomFile;

    @Option(
            names = "--report",
            paramLabel = "FILE.html",
            description = "write a report for people: one HTML page that needs nothing else")
    private @Nullable String report;

    /** The formats of bills. */
    enum Bill {
        CYCLONEDX(InspectArtifact.CYCLONEDX, ".cdx.json"),
        SPDX(InspectArtifact.SPDX, ".spdx.json");

        private final InspectArtifact artifact;
        private final String suffix;

        Bill(InspectArtifact artifact, String suffix) {
            this.artifact = artifact;
            this.suffix = suffix;
        }
    }

    /** What is wanted, and where; the places are looked at first. */
    Map<InspectArtifact, Path> files(Path image, Surroundings surroundings) {
        Map<InspectArtifact, Path> files = new EnumMap<>(InspectArtifact.class);
        if (sbom != null) {
            files.put(
                    sbom.artifact, surroundings.path(sbomFile == null ? image.getFileName() + sbom.suffix : sbomFile));
        } else if (sbomFile != null) {
            throw new CliException("--sbom-file: say the format as well, --sbom cyclonedx or --sbom spdx");
        }
        if (report != null) {
            files.put(InspectArtifact.HTML, surroundings.path(report));
        }
        files.values().forEach(file -> {
            SavedFile.check(file);
            if (file.equals(image)) {
                throw new CliException("cannot write " + file + ": it is the image");
            }
        });
        return files;
    }

    /** Saves what the job stored. */
    static void save(Map<InspectArtifact, Path> files, JobClient client, String jobId, PrintWriter err) {
        files.forEach((artifact, file) -> {
            try (InputStream content = client.artifact(jobId, artifact.fileName())
                    .orElseThrow(() -> new CliException("the job stored no " + artifact.fileName()))) {
                SavedFile.write(file, content.readAllBytes());
            } catch (IOException e) {
                throw new CliException("cannot read " + artifact.fileName() + " of the job: " + e);
            }
            err.println("wrote " + file);
        });
        err.flush();
    }
}
