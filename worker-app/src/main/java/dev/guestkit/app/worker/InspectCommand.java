package dev.guestkit.app.worker;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.app.CliException;
import dev.guestkit.app.ExitCodes;
import dev.guestkit.app.Guestkit;
import dev.guestkit.app.OutputOptions;
import dev.guestkit.app.Surroundings;
import dev.guestkit.app.config.KeySource;
import dev.guestkit.app.jobs.OneShot;
import dev.guestkit.appliance.LibguestfsEngine;
import dev.guestkit.appliance.Tier;
import dev.guestkit.job.DocumentException;
import dev.guestkit.job.ImageFormat;
import dev.guestkit.job.InspectArtifact;
import dev.guestkit.job.JobBuilder;
import dev.guestkit.job.JobDocument;
import dev.guestkit.job.Json;
import dev.guestkit.worker.MemoryTransport;
import dev.guestkit.worker.Worker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code guestkit inspect}: one image, here and now, without a spool. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        description = {
            "Inspects one disk image here and now and says what is on it. Nothing is changed.",
            "Files in the image's directory, and no others, may be read: its backing files among them."
        },
        footer = {
            "",
            "Examples:",
            "  guestkit inspect disk.qcow2",
            "  guestkit inspect disk.img --format raw --checksum sha256:… --output json",
            "  guestkit inspect disk.qcow2 --sbom cyclonedx --sbom-file disk.cdx.json",
            "  guestkit inspect disk.qcow2 --deep --report disk.html",
            "  guestkit inspect laptop.qcow2 --key all:file:key.txt --memory 2048",
            "",
            "Exit codes: 0 inspected; 1 the inspection failed; 2 wrong use."
        })
public final class InspectCommand implements Callable<Integer> {
    @Parameters(paramLabel = "IMAGE", description = "the disk image")
    private String image = "";

    @Option(names = "--format", paramLabel = "FORMAT", description = "its format; by default its name says it")
    private @Nullable String format;

    @Option(names = "--checksum", paramLabel = "SUM", description = "sha256:<hex> or sha512:<hex>, verified first")
    private @Nullable String checksum;

    @Option(names = "--deep", description = "file-level facts as well: setuid files, certificates, large files")
    private boolean deep;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "3600",
            description = "default ${DEFAULT-VALUE}")
    private long timeout = 3600;

    @Option(
            names = "--key",
            paramLabel = "DEVICE:file:PATH",
            description = {
                "where the key of an encrypted device comes from; may be given several times. DEVICE:env:NAME takes an",
                "environment variable. DEVICE is its name in the appliance (/dev/sda2), its LUKS UUID, or all"
            })
    private List<String> keys = List.of();

    @Option(
            names = "--memory",
            paramLabel = "MIB",
            defaultValue = "0",
            description =
                    "memory of the machine; LUKS 2 with Argon2 needs 1500 and more. Default: what libguestfs takes")
    private int memory;

    @Mixin
    private ArtifactOptions artifacts = new ArtifactOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Surroundings surroundings = Guestkit.surroundings(spec);
        Path path = surroundings.path(image);
        Path directory = Optional.ofNullable(path.getParent()).orElse(path);
        if (!Files.exists(path)) {
            throw new CliException("no such image: " + path);
        }
        Map<InspectArtifact, Path> saved = artifacts.files(path, surroundings);
        JobDocument job = job(path, saved.keySet());
        try (MemoryTransport transport = MemoryTransport.create();
                Appliances appliances = Appliances.of(keySources(), machines(), surroundings);
                Worker worker = appliances
                        .addTo(Worker.builder(transport))
                        .allowedRoot(directory)
                        .concurrency(1)
                        .grace(Duration.ZERO)
                        .start()) {
            OneShot inspection = new OneShot(spec.commandLine(), surroundings, output.format());
            int code = Stopper.guarded(worker, () -> inspection.run(transport.client(), job));
            if (code == ExitCodes.OK) {
                ArtifactOptions.save(
                        saved,
                        transport.client(),
                        job.jobId(),
                        spec.commandLine().getErr());
            }
            return code;
        }
    }

    // This process ends before a template would be made.
    private LibguestfsEngine.Builder machines() {
        return LibguestfsEngine.builder().memoryMiB(memory).tier(Tier.AUTO).makeTemplates(false);
    }

    private List<KeySource> keySources() {
        try {
            return keys.stream().map(KeySource::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new CliException("--key: " + e.getMessage());
        }
    }

    private JobDocument job(Path path, Set<InspectArtifact> wanted) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        ObjectNode node = data.putObject("image").put("path", path.toString());
        node.put(
                "format",
                Optional.ofNullable(format)
                        .orElseGet(() -> ImageFormat.ofFileName(image).wireName()));
        Optional.ofNullable(checksum).ifPresent(sum -> node.put("checksum", sum));
        ObjectNode options = data.putObject("options").put("deep_scan", deep);
        wanted.forEach(artifact -> options.withArray("artifacts").add(artifact.wireName()));
        try {
            return JobBuilder.operation("guestkit.inspect", Json.of(data))
                    .timeout(Duration.ofSeconds(timeout))
                    .build();
        } catch (DocumentException e) {
            throw CliException.invalid("the job", e.report().problems());
        }
    }
}
