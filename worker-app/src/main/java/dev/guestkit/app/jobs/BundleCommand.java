package dev.guestkit.app.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.app.CliException;
import dev.guestkit.app.ExitCodes;
import dev.guestkit.app.Guestkit;
import dev.guestkit.app.SavedFile;
import dev.guestkit.app.doctor.Doctor;
import dev.guestkit.app.support.SupportBundle;
import dev.guestkit.job.JobCodec;
import dev.guestkit.worker.spi.EventPage;
import dev.guestkit.worker.spi.JobClient;
import dev.guestkit.worker.spi.JobEvent;
import dev.guestkit.worker.spi.JobRecord;
import dev.guestkit.worker.spi.JobTransport;
import dev.guestkit.worker.spi.StoredEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code guestkit bundle}: one file with what somebody needs to understand how a job ended. */
@Command(
        name = "bundle",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a ZIP file for whoever helps with a job: its document without secrets, its history, events and error,",
            "the workers, this machine, the configuration and what guestkit doctor says. Nothing of the guest is in it."
        },
        footer = {
            "",
            "Examples:",
            "  guestkit bundle job-01K8",
            "  guestkit bundle job-01K8 --file for-support.zip --log /var/log/guestkit.log",
            "",
            "Exit codes: 0 written; 2 unknown job, or it cannot be written."
        })
public final class BundleCommand extends SpoolCommand {
    private static final int EVENTS_A_PAGE = 1_000;
    private static final int MOST_EVENTS = 20_000;

    /** The end of a log, which is where a job failed. */
    private static final int MOST_LOG = 64 << 20;

    private static final String README = """
            What this is: everything about one job that may tell why it ended as it did. Look through it before you hand it on.

            job.json            the document as it was submitted, without secrets and without who submitted it
            record.json         its state, attempts and history
            result.json         how it ended; without data, which is what was found in the guest
            events.ndjson       progress, changes of state and log lines, in their order
            log.txt             the lines of a log that name the job, when --log named one
            workers.json        the workers that were known
            configuration.json  every setting and where it came from
            doctor.json         what guestkit doctor says of this machine
            host.json           this machine, this Java, this version

            Left out: the guest's data, artifacts and reports; keys of disks. What is called or looks like a secret reads [removed].
            """;

    @Parameters(paramLabel = "JOB", description = "its id")
    private String id = "";

    @Option(names = "--file", paramLabel = "FILE.zip", description = "where it goes; by default JOB.bundle.zip")
    private @Nullable String file;

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description = "a log of the worker, of which the lines that name the job are taken")
    private @Nullable String log;

    @Override
    int run(JobTransport transport) {
        Path target = surroundings().path(file == null ? id.replace(':', '_') + ".bundle.zip" : file);
        SavedFile.check(target);
        JobClient client = transport.client();
        JobRecord record = Jobs.known(client, id);
        SupportBundle bundle = new SupportBundle(configuration(), surroundings())
                .add("README.txt", README)
                .add("job.json", document(record))
                .add("record.json", Views.record(record))
                .addLines("events.ndjson", events(client));
        client.result(id).ifPresent(result -> bundle.add("result.json", withoutGuest(Views.result(result))));
        if (log != null) {
            bundle.add("log.txt", lines(surroundings().path(log)));
        }
        ArrayNode workers = Views.object().putArray("workers");
        transport.workers().list().forEach(worker -> workers.add(Views.worker(worker)));
        bundle.add("workers.json", workers)
                .add("configuration.json", settings())
                .add("doctor.json", Doctor.tree(configuration(), surroundings()))
                .addHost(Views.object().put("guestkit", Guestkit.version()));
        bundle.write(target);
        out().println("wrote " + target + "; look through it before you hand it on");
        out().flush();
        return ExitCodes.OK;
    }

    /** By name: the value of a member that is called key would be taken for one. */
    private ObjectNode settings() {
        ObjectNode settings = Views.object();
        configuration()
                .tree()
                .forEach(row -> settings.putObject(row.path("key").asText())
                        .put("value", row.path("value").asText(""))
                        .put("origin", row.path("origin").asText("not set")));
        return settings;
    }

    private static ObjectNode document(JobRecord record) {
        ObjectNode document = (ObjectNode) Views.tree(JobCodec.standard().write(record.document()));
        document.remove("audit");
        return document;
    }

    private static JsonNode withoutGuest(JsonNode result) {
        ((ObjectNode) result).remove("data");
        return result;
    }

    private List<JsonNode> events(JobClient client) {
        List<JsonNode> events = new ArrayList<>();
        long after = -1;
        EventPage page = client.events(id, after, EVENTS_A_PAGE);
        while (!page.events().isEmpty() && events.size() < MOST_EVENTS) {
            for (StoredEvent event : page.events()) {
                events.add(view(event));
                after = event.id();
            }
            page = client.events(id, after, EVENTS_A_PAGE);
        }
        return events;
    }

    /** Without the structured values of handlers, which may be the guest's. */
    private static JsonNode view(StoredEvent stored) {
        ObjectNode view = Views.object()
                .put("id", stored.id())
                .put("at", stored.event().at().toString());
        if (stored.event() instanceof JobEvent.Progress progress) {
            view.put("phase", progress.event().phase())
                    .put("message", progress.event().message());
            progress.event().progressPercent().ifPresent(percent -> view.put("percent", percent));
            progress.event().attempt().ifPresent(attempt -> view.put("attempt", attempt));
        } else if (stored.event() instanceof JobEvent.StateChange change) {
            view.put("from", change.entry().from().name())
                    .put("to", change.entry().to().name())
                    .put("cause", change.entry().cause());
        } else if (stored.event() instanceof JobEvent.Log line) {
            view.put("level", line.level()).put("message", line.message());
        }
        return view;
    }

    private String lines(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            in.skipNBytes(Math.max(0, Files.size(path) - MOST_LOG));
            return new String(in.readNBytes(MOST_LOG), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.contains(id))
                    .collect(Collectors.joining("\n", "", "\n"));
        } catch (IOException e) {
            throw new CliException("cannot read " + path + ": " + e);
        }
    }
}
