package dev.guestkit.app.jobs;

import dev.guestkit.app.CliException;
import dev.guestkit.app.SavedFile;
import dev.guestkit.job.JobCodec;
import dev.guestkit.job.JobResult;
import dev.guestkit.worker.spi.JobTransport;
import java.util.List;
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
            "",
            "Exit codes: 0 the job completed; 1 it did not; 2 unknown, or it has not ended."
        })
public final class ResultCommand extends SpoolCommand {
    @Parameters(paramLabel = "JOB", description = "its id")
    private String id = "";

    @Option(names = "--save", paramLabel = "FILE", description = "write the result document there and print nothing")
    private @Nullable String save;

    @Override
    int run(JobTransport transport) {
        JobResult result = transport.client().result(id).orElseThrow(() -> missing(transport));
        if (save != null) {
            SavedFile.write(surroundings().path(save), JobCodec.standard().write(result));
        } else {
            print(Views.result(result), () -> new ResultText(out()).print(result));
        }
        return ResultText.exitCode(List.of(result));
    }

    private CliException missing(JobTransport transport) {
        String state = Jobs.known(transport.client(), id).state().status().wireName();
        return new CliException(
                "RESULT_NOT_READY: job " + id + " is " + state + "; guestkit status --watch " + id + " waits");
    }
}
