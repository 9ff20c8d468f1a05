package dev.guestkit.handlers.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.appliance.ApplianceEngine;
import dev.guestkit.appliance.ApplianceException;
import dev.guestkit.appliance.ApplianceInfo;
import dev.guestkit.appliance.MachineUsage;
import dev.guestkit.guestfacts.GuestFacts;
import dev.guestkit.handlers.KeyProvider;
import dev.guestkit.job.DocumentException;
import dev.guestkit.job.ErrorCode;
import dev.guestkit.job.InspectPayload;
import dev.guestkit.job.Json;
import dev.guestkit.job.Metrics;
import dev.guestkit.worker.spi.HandlerException;
import dev.guestkit.worker.spi.HandlerResult;
import dev.guestkit.worker.spi.JobContext;
import dev.guestkit.worker.spi.TimeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The work of {@code guestkit.inspect}. Thread-safe: everything of one job lives in {@link Run}. */
public final class Inspection {
    private final ImagePipeline pipeline;
    private final KeyProvider keys;

    /** Makes one; the engine is asked for at the first job. */
    public Inspection(Supplier<ApplianceEngine> engine, KeyProvider keys, long maxVirtualBytes) {
        this.pipeline = new ImagePipeline(engine, maxVirtualBytes);
        this.keys = keys;
    }

    /**
     * Inspects.
     *
     * @throws HandlerException with a code of the error table
     * @throws dev.guestkit.worker.spi.CancelledException when the attempt is to stop
     */
    public HandlerResult run(JobContext context) {
        InspectPayload payload = payload(context);
        ArtifactFiles artifacts = new ArtifactFiles(payload.options());
        Optional<ReportTarget> target =
                payload.output().map(o -> ReportTarget.of(o, payload.image().path(), context.paths()));
        target.ifPresent(t -> OutputWriter.check(t, context.jobId()));
        Run run = new Run(context, payload);
        ObjectNode report = run.report();
        step(context, Phase.RESULT_GENERATION, "writing the result");
        target.ifPresent(t -> OutputWriter.write(t, report, context.jobId(), context.attempt()));
        artifacts.store(report, context);
        step(context, Phase.CLEANUP, "done");
        return new HandlerResult(
                Json.of(report), target.map(t -> t.destination().toString()), run.metrics);
    }

    private static InspectPayload payload(JobContext context) {
        try {
            return InspectPayload.from(context.payload());
        } catch (DocumentException e) {
            throw new HandlerException(ErrorCode.VALIDATION_ERROR, String.valueOf(e.getMessage()), e);
        }
    }

    private static void step(JobContext context, Phase phase, String message) {
        context.cancellation().throwIfCancelled();
        context.progress(phase.wireName(), phase.percent(), message);
    }

    /** One job. */
    private final class Run {
        private final JobContext context;
        private final InspectPayload payload;
        private final Stopwatch watch = new Stopwatch(TimeSource.system());
        private Optional<Metrics> metrics = Optional.empty();

        Run(JobContext context, InspectPayload payload) {
            this.context = context;
            this.payload = payload;
        }

        ObjectNode report() {
            try (AttachedImages attached = pipeline.attach(context, List.of(payload.image()), watch)) {
                try {
                    return inspected(attached);
                } catch (ApplianceException e) {
                    throw Errors.of(e, context.cancellation());
                }
            }
        }

        private ObjectNode inspected(AttachedImages attached) {
            step(context, Phase.DISK_INSPECTION, "reading partitions, volumes and file systems");
            DiskReader reader = new DiskReader(
                    attached.appliance(),
                    keys,
                    context.jobId(),
                    attached.image(0).path(),
                    context.scratch());
            try (DiskContents disk = reader.read()) {
                attached.renewInfo();
                watch.lap("disk");
                step(context, Phase.OS_DETECTION, "looking for operating systems");
                List<AssembledSystem> systems = new SystemAssembler(disk).systems();
                watch.lap("copy");
                List<SystemReport> reports = systems.stream()
                        .map(s -> new SystemReport(s, payload.options()))
                        .toList();
                if (payload.options().deepScan()) {
                    listFiles(reports);
                }
                attached.verifyUnchanged();
                read(reports);
                watch.lap("facts");
                // Only now: should this process be killed while it reads, the machine's takes the copies away.
                attached.closeMachine();
                metrics = attached.usage().map(u -> metrics(u, attached.info()));
                watch.lap("close");
                return written(attached, disk, reports);
            }
        }

        private void listFiles(List<SystemReport> reports) {
            reports.forEach(report -> {
                step(context, Phase.OS_DETECTION, "listing every file");
                report.listFiles();
            });
            watch.lap("listing");
        }

        private ObjectNode written(AttachedImages attached, DiskContents disk, List<SystemReport> reports) {
            Verdict verdict = Verdict.of(disk, reports);
            ObjectNode report = JsonNodeFactory.instance.objectNode();
            report.set("image", ImageReport.json(attached.image(0), attached.checksum(0)));
            report.set("verdict", RecordJson.of(verdict.word()));
            report.set("reasons", RecordJson.of(verdict.reasons()));
            ArrayNode all = report.putArray("systems");
            Instant now = TimeSource.system().instant();
            reports.forEach(r -> all.add(r.json(unavailable(), now)));
            if (payload.options().includeStorage()) {
                report.set("storage", new StorageReport(disk).json());
            }
            report.set("appliance", appliance(attached.info()));
            report.set("timing", watch.json());
            return report;
        }

        private void read(List<SystemReport> reports) {
            Set<GuestFacts.Topic> topics = SystemReport.topics(payload.options());
            for (Phase phase : SystemReport.PHASES) {
                Set<GuestFacts.Topic> some = EnumSet.noneOf(GuestFacts.Topic.class);
                topics.stream().filter(t -> SystemReport.phase(t) == phase).forEach(some::add);
                step(
                        context,
                        phase,
                        some.isEmpty() ? "nothing is asked for" : "reading " + String.join(", ", names(some)));
                reports.forEach(r -> r.read(some));
            }
        }

        private Map<String, String> unavailable() {
            Map<String, String> reasons = new LinkedHashMap<>();
            if (payload.options().scanVulnerabilities()) {
                reasons.put("vulnerabilities", "this version has no vulnerability data to compare packages with");
            }
            return reasons;
        }
    }

    private static ObjectNode appliance(ApplianceInfo info) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("engine", info.engine())
                .put("tier", info.tier().word())
                .put("version", info.version())
                .put("accelerator", info.accelerator())
                .put("launch_ms", info.launch().toMillis());
        return info.reason().isEmpty() ? node : node.put("reason", info.reason());
    }

    private static Metrics metrics(MachineUsage usage, ApplianceInfo info) {
        return new Metrics(
                Optional.of(usage.readBytes()),
                Optional.of(usage.writtenBytes()),
                Optional.of(usage.peakMemoryBytes() >> 20),
                Optional.of(usage.cpu().toMillis() / 1000.0),
                Map.of(
                        "appliance_tier", Json.ofValue(info.tier().word()),
                        "appliance_launch_ms", Json.ofValue(info.launch().toMillis())));
    }

    private static List<String> names(Set<GuestFacts.Topic> topics) {
        List<String> names = new ArrayList<>();
        topics.forEach(
                t -> names.add(t.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')));
        return names;
    }
}
