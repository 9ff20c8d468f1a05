package dev.guestkit.appliance.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.guestkit.appliance.ApplianceException;
import dev.guestkit.appliance.ApplianceException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Examines one layer of an image, by our own look at its header and then by {@code qemu-img}, which never follows a name here. */
public final class LayerExaminer {
    private static final Pattern EXTENT =
            Pattern.compile("(?m)^(?:RW|RDONLY|NOACCESS)\\s+\\d+\\s+(\\w+)(?:\\s+\"([^\"\\r\\n]*)\")?.*$");
    private static final Set<String> CHECKABLE = Set.of("qcow2", "vmdk", "vdi", "vhdx");
    private static final int MAX_EXTENTS = 64;

    /** What was found. {@code backing} is the absolute path of the layer below, empty when there is none. */
    public record Examined(
            String driver, long virtualBytes, String backing, String backingDriver, List<OpenFile> extents) {}

    private final String qemuImg;
    private final LimitedProcess process;
    private final AllowedPaths allowed;
    private final ObjectMapper mapper = new ObjectMapper();

    public LayerExaminer(String qemuImg, LimitedProcess process, AllowedPaths allowed) {
        this.qemuImg = qemuImg;
        this.process = process;
        this.allowed = allowed;
    }

    /**
     * Examines it.
     *
     * @param wanted driver, empty when the header decides
     * @param alone whether it may not refer to any other file
     * @param opened every file opened on the way is added here
     */
    public Examined examine(OpenFile file, Path path, String wanted, boolean alone, List<OpenFile> opened) {
        ImageHeader header = header(file, path);
        String driver = wanted.isEmpty() ? header.driver() : wanted;
        if (!driver.equals("raw") && !driver.equals(header.driver())) {
            throw corrupt(path, "is not a " + QemuNames.format(driver) + " image");
        }
        if (header.externalData()) {
            throw new ApplianceException(
                    Kind.PATH_NOT_ALLOWED, path + " keeps its data in another file, which is not supported");
        }
        List<OpenFile> extents = driver.equals("vmdk") ? extents(header, path, alone, opened) : List.of();
        String source = (extents.isEmpty() ? file.name() : path).toString();
        JsonNode info = run(path, List.of(qemuImg, "info", "--output=json", "-f", driver, source));
        long virtualBytes = info.path("virtual-size").asLong(-1);
        if (virtualBytes < 0) {
            throw corrupt(path, "has no size");
        }
        if (info.path("encrypted").asBoolean(false)) {
            throw new ApplianceException(
                    Kind.VALIDATION, path + " is encrypted by its format, which is not supported; convert it first");
        }
        Examined examined = below(path, driver, virtualBytes, info, alone, extents);
        check(path, header, driver, source, file, info.path("cluster-size").asLong());
        return examined;
    }

    private static Examined below(
            Path path, String driver, long virtualBytes, JsonNode info, boolean alone, List<OpenFile> extents) {
        String backing = info.path("backing-filename").asText("");
        if (backing.isEmpty()) {
            return new Examined(driver, virtualBytes, "", "", extents);
        }
        if (alone) {
            throw new ApplianceException(
                    Kind.PATH_NOT_ALLOWED,
                    path + " refers to " + Text.shown(backing) + "; give image.format to allow backing files");
        }
        String format = info.path("backing-filename-format").asText(driver.equals("vmdk") ? "vmdk" : "");
        return new Examined(
                driver, virtualBytes, AllowedPaths.resolve(path, backing), backingDriver(path, format), extents);
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

    private static ImageHeader header(OpenFile file, Path path) {
        if (file.identity().sizeBytes() == 0) {
            throw corrupt(path, "is empty");
        }
        try {
            return ImageHeader.read(file.channel());
        } catch (IOException e) {
            throw corrupt(path, "cannot be read: " + e.getMessage());
        }
    }

    private List<OpenFile> extents(ImageHeader header, Path path, boolean alone, List<OpenFile> opened) {
        List<OpenFile> extents = new ArrayList<>();
        if (!header.refersToExtents()) {
            return extents;
        }
        Matcher line = EXTENT.matcher(header.descriptor());
        while (line.find()) {
            String name = line.group(2);
            if (name == null) {
                continue;
            }
            if (alone || extents.size() == MAX_EXTENTS) {
                throw new ApplianceException(
                        Kind.PATH_NOT_ALLOWED, path + " keeps its data in other files: " + Text.shown(name));
            }
            OpenFile extent = allowed.open(AllowedPaths.resolve(path, name));
            opened.add(extent);
            if (extent.identity().sizeBytes() > 0 && header(extent, path).refersToExtents()) {
                throw corrupt(path, "has an extent that is a descriptor again");
            }
            extents.add(extent);
        }
        return extents;
    }

    // qemu-img takes a file that is cut short for sound: only the end of the last cluster in use tells. That cluster
    // itself
    // need not be there to its end. Unlike info, check would open the backing file that the header names.
    private void check(Path path, ImageHeader header, String driver, String source, OpenFile file, long cluster) {
        if (!driver.equals("raw") && !header.complete()) {
            throw corrupt(path, "is cut short: its last part is missing");
        }
        if (!CHECKABLE.contains(driver)) {
            return;
        }
        String node = BlockNode.alone(driver, source, file.blockDevice());
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
