package dev.guestkit.app.worker;

import dev.guestkit.app.CliException;
import dev.guestkit.app.ExitCodes;
import dev.guestkit.app.Guestkit;
import dev.guestkit.app.Surroundings;
import dev.guestkit.app.config.ConfigOptions;
import dev.guestkit.app.config.Configuration;
import dev.guestkit.app.config.Settings;
import dev.guestkit.app.jobs.Spool;
import dev.guestkit.app.logging.LogConfigurator;
import dev.guestkit.worker.Worker;
import dev.guestkit.worker.spi.JobTransport;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code guestkit daemon}: a worker on a spool, until it is told to end. */
@Command(
        name = "daemon",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a worker on the spool until SIGTERM or SIGINT.",
            "Then it takes no more jobs, gives running ones the grace time, and hands the others back."
        },
        footer = {
            "",
            "Examples:",
            "  guestkit daemon --spool /var/spool/guestkit --allow /var/lib/images",
            "  guestkit daemon --config /etc/guestkit/config.yaml --plugins /usr/local/lib/guestkit",
            "",
            "Exit codes: 0 told to end; 2 it could not start."
        })
public final class DaemonCommand implements Callable<Integer> {
    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Mixin
    private WorkerOptions options = new WorkerOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Surroundings surroundings = Guestkit.surroundings(spec);
        Configuration configuration = config.load(surroundings, options.flags());
        LogConfigurator.level(configuration.get(Settings.LOG_LEVEL));
        try (Ending ending = new Ending();
                JobTransport transport = Spool.open(configuration, surroundings);
                Workers.Running running = Workers.start(configuration, surroundings, transport)) {
            say(configuration, surroundings, running.worker());
            ending.await();
            running.worker().close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException("interrupted");
        }
        return ExitCodes.OK;
    }

    private void say(Configuration configuration, Surroundings surroundings, Worker worker) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("guestkit: worker " + worker.id() + " is ready on " + Spool.directory(configuration, surroundings));
        err.println("guestkit: it runs "
                + String.join(", ", worker.capabilities().capabilities().operations()));
        if (configuration.find(Settings.ALLOWED_ROOTS).isEmpty()) {
            err.println("guestkit: no directory is allowed, so no job may touch a file; see --allow");
        }
        err.flush();
    }
}
