package dev.guestkit.app.jobs;

import dev.guestkit.app.OutputFormat;
import dev.guestkit.app.Printer;
import dev.guestkit.app.Surroundings;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.JobResult;
import dev.guestkit.worker.spi.JobClient;
import java.util.List;
import picocli.CommandLine;

/** Submits one job, shows its progress and prints its result. */
public final class OneShot {
    private final CommandLine line;
    private final Surroundings surroundings;
    private final OutputFormat format;

    /** Prints as {@code format} says where {@code line} prints. */
    public OneShot(CommandLine line, Surroundings surroundings, OutputFormat format) {
        this.line = line;
        this.surroundings = surroundings;
        this.format = format;
    }

    /** Returns the exit code when the job has ended. */
    public int run(JobClient client, JobDocument job) {
        client.submit(new Documents().submission(job));
        ProgressDisplay display = new ProgressDisplay(line.getErr(), surroundings, 1);
        JobResult result =
                new Watch(client, display).untilEnd(List.of(job.jobId())).get(0);
        Printer.print(line.getOut(), format, Views.result(result), () -> new ResultText(line.getOut()).print(result));
        return ResultText.exitCode(List.of(result));
    }
}
