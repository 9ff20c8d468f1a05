package dev.guestkit.appliance.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.guestkit.appliance.ApplianceException;
import dev.guestkit.appliance.ApplianceException.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Examines one layer of an image, by our own look at its header and then by {@code qemu-img}, which never follows a name here. */
public final class LayerExaminer {
    private static final Set<String> CHECKABLE = Set.of("qcow2", "vmdk", "vdi", "vhdx");

    /** What was found. {@code backing} is the absolute path of the layer below, empty when there is none. */
    public record Examined(
            ImageHeader header, String driver, long virtualBytes, String backing, String backingDriver) {}

    private final String qemuImg;
    private final LimitedProcess process;
    private final long maxVirtualBytes;
    private final ObjectMapper mapper = new ObjectMapper();

    public LayerExaminer(String qemuImg, LimitedProcess process, long maxVirtualBytes) {
        this.qemuImg = qemuImg;
        this.process = process;
        this.maxVirtualBytes = maxVirtualBytes;
    }

    /**
     * Examines it.
     *
     * @param wanted driver, empty when the header decides
     * @param alone whether it may not refer to any other file
     */
    public Examined examine(OpenFile file, Path path, String wanted, boolean alone) {
        if (file.identity().sizeBytes() == 0) {
            throw corrupt(path, "is empty");
        }
        ImageHeader header = file.header();
        String driver = wanted.isEmpty() ? decided(header, path) : wanted;
        if (!driver.equals("raw")) {
            vet(header, driver, path);
        }
        String source = file.name().toString();
        JsonNode info = run(path, List.of(qemuImg, "info", "--output=json", "-f", driver, source));
        checkOpened(path, driver, source, info);
        Examined examined = below(path, header, driver, virtualBytes(path, info), info, alone);
        check(path, driver, file, info.path("cluster-size").asLong());
        return examined;
    }

    private static String decided(ImageHeader header, Path path) {
        if (!header.unsupported().isEmpty()) {
            throw new ApplianceException(
                    Kind.VALIDATION,
                    path + " is an image of format " + header.unsupported()
                            + ", which is not supported; convert it to qcow2 or raw");
        }
        return header.driver();
    }

    private static void vet(ImageHeader header, String driver, Path path) {
        if (!driver.equals(header.driver())) {
            throw corrupt(path, "is not a " + QemuNames.format(driver) + " image");
        }
        header.refusal().ifPresent(r -> {
            throw new ApplianceException(r.kind(), path + " " + r.text());
        });
    }

    // Our own look at the header has refused all of these; should qemu understand one differently, it ends here.
    private static void checkOpened(Path path, String driver, String source, JsonNode info) {
        JsonNode data = info.path("format-specific").path("data");
        boolean others = data.has("data-file");
        for (JsonNode extent : data.path("extents")) {
            others |= !extent.path("filename").asText().equals(source);
        }
        if (others || (driver.equals("vmdk") && data.path("extents").size() != 1)) {
            throw new ApplianceException(Kind.PATH_NOT_ALLOWED, path + " keeps its data in other files");
        }
    }

    private long virtualBytes(Path path, JsonNode info) {
        long bytes = info.path("virtual-size").asLong(-1);
        if (bytes < 0) {
            throw corrupt(path, "has no size");
        }
        if (bytes > maxVirtualBytes) {
            throw new ApplianceException(
                    Kind.CAPABILITY_MISMATCH,
                    path + " is a disk of " + bytes + " bytes, the limit here is " + maxVirtualBytes);
        }
        return bytes;
    }

    private static Examined below(
            Path path, ImageHeader header, String driver, long virtualBytes, JsonNode info, boolean alone) {
        if (info.path("encrypted").asBoolean(false)) {
            throw new ApplianceException(
                    Kind.VALIDATION, path + " is encrypted by its format, which is not supported; convert it first");
        }
        String backing = info.path("backing-filename").asText("");
        if (backing.isEmpty()) {
            return new Examined(header, driver, virtualBytes, "", "");
        }
        if (alone) {
            throw new ApplianceException(
                    Kind.PATH_NOT_ALLOWED,
                    path + " refers to " + Text.shown(backing) + "; give image.format to allow backing files");
        }
        String format = info.path("backing-filename-format").asText(driver.equals("vmdk") ? "vmdk" : "");
        return new Examined(
                header, driver, virtualBytes, AllowedPaths.resolve(path, backing), backingDriver(path, format));
    }

    private static String backingDriver(Path path, String format) {
        if (format.isEmpty()) {
            throw new ApplianceException(
                    Kind.PATH_NOT_ALLOWED,
                    path + " does not say the format of its backing file; qemu-img rebase -u -F FORMAT sets it");
        }
        String driver = QemuNames.driver(format);
        if (driver.isEmpty()) {
            throw new ApplianceException(
                    Kind.PATH_NOT_ALLOWED,
                    path + " has a backing file of format " + Text.shown(format) + ", which is not supported");
        }
        return driver;
    }

    // qemu-img takes a file that is cut short for sound: only the end of the last cluster in use tells. That cluster
    // itself
    // need not be there to its end. Unlike info, check would open the backing file that the header names.
    private void check(Path path, String driver, OpenFile file, long cluster) {
        if (!CHECKABLE.contains(driver)) {
            return;
        }
        String node = BlockNode.alone(driver, file.name().toString(), file.blockDevice());
        JsonNode report = run(path, List.of(qemuImg, "check", "--output=json", node));
        long errors = report.path("corruptions").asLong()
                + report.path("check-errors").asLong();
        if (errors > 0) {
            throw corrupt(path, "has " + errors + " errors in its tables");
        }
        long end = report.path("image-end-offset").asLong();
        long size = file.identity().sizeBytes();
        if (end - size >= Math.max(1, cluster)) {
            throw corrupt(path, "is cut short: " + size + " bytes of " + end);
        }
    }

    private JsonNode run(Path path, List<String> command) {
        LimitedProcess.Outcome outcome = process.run(command);
        // check: 2 and 3 are damage and lost space, both told in the report
        boolean reported = outcome.output().startsWith("{");
        if (outcome.status() != 0 && !reported) {
            String why = Text.shown(outcome.error()
                    .replace(command.get(command.size() - 1), path.toString())
                    .strip());
            if (why.contains(" lock")) {
                throw new ApplianceException(Kind.IMAGE_LOCKED, path + " is in use by another program: " + why);
            }
            throw new ApplianceException(Kind.IMAGE_CORRUPT, path + " cannot be opened: " + why);
        }
        try {
            return mapper.readTree(outcome.output());
        } catch (JsonProcessingException e) {
            throw new ApplianceException(Kind.IMAGE_CORRUPT, path + " is described in a way that cannot be read", e);
        }
    }

    private static ApplianceException corrupt(Path path, String what) {
        return new ApplianceException(Kind.IMAGE_CORRUPT, path + " " + what);
    }
}
