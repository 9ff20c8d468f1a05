package dev.guestkit.app.jobs;

import dev.guestkit.app.CliException;
import dev.guestkit.app.SavedFile;
import dev.guestkit.job.ArtifactDetail;
import dev.guestkit.job.JobCodec;
import dev.guestkit.job.JobResult;
import dev.guestkit.job.Outputs;
import dev.guestkit.worker.spi.JobTransport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code guestkit result}: what a job ended with. */
@Command(
        name = "result",
        mixinStandardHelpOptions = true,
        description = "Prints the result of a job that has ended.",
        footer = {
            "",
            "Examples:",
            "  guestkit result job-01K8",
            "  guestkit result job-01K8 --output json",
            "  guestkit result job-01K8 --save result.json",
            "  guestkit result job-01K8 --artifact report.html --save report.html",
            "",
            "Exit codes: 0 the job completed; 1 it did not; 2 unknown, or it has not ended."
        })
public final class ResultCommand extends SpoolCommand {
    @Parameters(paramLabel = "JOB", description = "its id")
    private String id = "";

    @Option(names = "--save", paramLabel = "FILE", description = "write the result document there and print nothing")
    private @Nullable String save;

    @Option(
            names = "--artifact",
            paramLabel = "NAME",
            description = "write what the job stored under this name beside its result to --save instead")
    private @Nullable String artifact;

    @Override
    void checkOptions() {
        if (artifact != null && save == null) {
            throw new CliException("--artifact: say where it goes, with --save FILE");
        }
    }

    @Override
    int run(JobTransport transport) {
        JobResult result = transport.client().result(id).orElseThrow(() -> missing(transport));
        if (artifact != null && save != null) {
            artifact(transport, result, artifact, surroundings().path(save));
        } else if (save != null) {
            SavedFile.write(surroundings().path(save), JobCodec.standard().write(result));
        } else {
            print(Views.result(result), () -> new ResultText(out()).print(result));
        }
        return ResultText.exitCode(List.of(result));
    }

    private void artifact(JobTransport transport, JobResult result, String name, Path file) {
        String stored = result.outputs().flatMap(Outputs::artifactDetails).orElse(List.of()).stream()
                .map(ArtifactDetail::name)
                .collect(Collectors.joining(", "));
        try (InputStream content = transport
                .client()
                .artifact(id, name)
                .orElseThrow(() -> new CliException(
                        "job " + id + " stored no " + name + ", but " + (stored.isEmpty() ? "nothing" : stored)))) {
            SavedFile.write(file, content.readAllBytes());
        } catch (IOException e) {
            throw new CliException("cannot read " + name + " of job " + id + ": " + e);
        }
    }

    private CliException missing(JobTransport transport) {
        String state = Jobs.known(transport.client(), id).state().status().wireName();
        return new CliException(
                "RESULT_NOT_READY: job " + id + " is " + state + "; guestkit status --watch " + id + " waits");
    }
}
