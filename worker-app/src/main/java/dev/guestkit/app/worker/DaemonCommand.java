package dev.guestkit.app.worker;

import dev.guestkit.app.CliException;
import dev.guestkit.app.ExitCodes;
import dev.guestkit.app.Guestkit;
import dev.guestkit.app.Surroundings;
import dev.guestkit.app.config.ConfigLoader.Flag;
import dev.guestkit.app.config.ConfigOptions;
import dev.guestkit.app.config.Configuration;
import dev.guestkit.app.config.RemoteSettings;
import dev.guestkit.app.config.Settings;
import dev.guestkit.app.jobs.Spool;
import dev.guestkit.app.jobs.Stores;
import dev.guestkit.app.logging.LogConfigurator;
import dev.guestkit.worker.MemoryTransport;
import dev.guestkit.worker.Worker;
import dev.guestkit.worker.spi.JobTransport;
import java.io.PrintWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
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
            "Runs a worker on the spool until SIGTERM or SIGINT, and answers over HTTP where it is told to.",
            "Then it takes no more jobs, gives running ones the grace time, and hands the others back."
        },
        footer = {
            "",
            "Examples:",
            "  guestkit daemon --spool /var/spool/guestkit --allow /var/lib/images",
            "  guestkit daemon --api-addr 127.0.0.1:8080 --metrics-addr 127.0.0.1:9090",
            "  guestkit daemon --transport http --set worker.api_url=https://jobs.example.org --set worker.token_file=token",
            "  guestkit daemon --config /etc/guestkit/config.yaml --plugins /usr/local/lib/guestkit",
            "",
            "Exit codes: 0 told to end; 2 it could not start."
        })
public final class DaemonCommand implements Callable<Integer> {
    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Mixin
    private WorkerOptions options = new WorkerOptions();

    @Mixin
    private HttpOptions http = new HttpOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Surroundings surroundings = Guestkit.surroundings(spec);
        List<Flag> flags = new ArrayList<>(options.flags());
        flags.addAll(http.flags());
        Configuration configuration = config.load(surroundings, flags);
        LogConfigurator.level(configuration.get(Settings.LOG_LEVEL));
        try (Ending ending = new Ending();
                JobTransport transport = transport(configuration, surroundings);
                Workers.Running running = Workers.start(configuration, surroundings, transport);
                Serving serving = Serving.start(configuration, surroundings, transport, running)) {
            say(configuration, surroundings, running.worker(), serving);
            ending.await();
            serving.drain();
            running.worker().close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException("interrupted");
        }
        return ExitCodes.OK;
    }

    private static JobTransport transport(Configuration configuration, Surroundings surroundings) {
        return switch (configuration.get(Settings.TRANSPORT)) {
            case "memory" -> MemoryTransport.create();
            case "http" -> Stores.server(server(configuration), configuration, surroundings);
            default -> Spool.open(configuration, surroundings);
        };
    }

    private static URI server(Configuration configuration) {
        return configuration
                .find(RemoteSettings.API_URL)
                .orElseThrow(() -> new CliException("the transport http needs a server; give worker.api_url"));
    }

    private static String place(Configuration configuration, Surroundings surroundings) {
        return switch (configuration.get(Settings.TRANSPORT)) {
            case "memory" -> "jobs in memory";
            case "http" -> "the jobs of " + server(configuration);
            default -> Spool.directory(configuration, surroundings).toString();
        };
    }

    private void say(Configuration configuration, Surroundings surroundings, Worker worker, Serving serving) {
        PrintWriter err = spec.commandLine().getErr();
        serving.api().ifPresent(uri -> err.println("guestkit: the API answers at " + uri));
        serving.metrics().ifPresent(uri -> err.println("guestkit: metrics are at " + uri + "/metrics"));
        err.println("guestkit: worker " + worker.id() + " is ready on " + place(configuration, surroundings));
        err.println("guestkit: it runs "
                + String.join(", ", worker.capabilities().capabilities().operations()));
        if (configuration.find(Settings.ALLOWED_ROOTS).isEmpty()) {
            err.println("guestkit: no directory is allowed, so no job may touch a file; see --allow");
        }
        err.flush();
    }
}
