package dev.guestkit.job;

import static dev.guestkit.job.Shape.FLAG;
import static dev.guestkit.job.Shape.NAME;
import static dev.guestkit.job.Shape.PATH;
import static dev.guestkit.job.Shape.TEXT;
import static dev.guestkit.job.Shape.atLeast;
import static dev.guestkit.job.Shape.choice;
import static dev.guestkit.job.Shape.choiceOrFlag;
import static dev.guestkit.job.Shape.flags;
import static dev.guestkit.job.Shape.list;
import static dev.guestkit.job.Shape.object;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The operations of the protocol, each with the shape that version 1 of its data has (sections 2 and 9). */
final class Operations {
    static final String ECHO = "system.echo";
    static final String INSPECT = "guestkit.inspect";
    static final String PROFILE = "guestkit.profile";
    static final String FIX = "guestkit.fix";
    static final String CONVERT = "guestkit.convert";
    static final String COMPARE = "guestkit.compare";
    static final String EXPLORE = "guestkit.explore";
    static final String WORKFLOW = "system.workflow";

    private static final Shape FORMAT = choice("qcow2", "vmdk", "vdi", "vhd", "vhdx", "raw", "img", "ova");
    private static final Shape COMPRESSION = choiceOrFlag("none", "zlib", "zstd");

    private static final Shape.Members SOURCE =
            object().needs("path", PATH).with("format", FORMAT).with("checksum", Shape.CHECKSUM);
    private static final Shape.Members FIX_IMAGE =
            SOURCE.with("size_bytes", atLeast(0)).with("create_backup", FLAG).with("backup_path", PATH);
    static final Shape.Members IMAGE = SOURCE.with("size_bytes", atLeast(0)).with("read_only", FLAG);
    private static final Shape.Members OUTPUT = object().needs("format", choice("json", "yaml"))
            .needs("destination", PATH)
            .with("compression", choice("gzip", "zstd"));

    private static final Shape INSPECT_DATA = object().needs("image", IMAGE)
            .with(
                    "options",
                    flags(
                                    "deep_scan",
                                    "include_packages",
                                    "include_services",
                                    "include_users",
                                    "include_network",
                                    "include_security",
                                    "include_storage",
                                    "include_databases",
                                    "scan_vulnerabilities")
                            .with("artifacts", list(choice("cyclonedx", "spdx", "html"), 0)))
            .with("output", OUTPUT);

    private static final Shape PROFILE_DATA = object().needs("image", IMAGE)
            .needs("profiles", list(choice("security", "compliance", "hardening", "performance", "migration"), 1))
            .with(
                    "options",
                    flags("fail_on_critical", "include_remediation")
                            .with("severity_threshold", choice("low", "medium", "high", "critical")))
            .with("output", OUTPUT.with("include_remediation", FLAG));

    private static final Shape FIX_DATA = object().needs("image", FIX_IMAGE)
            .needs(
                    "operations",
                    list(
                            new Shape.Typed(Map.of(
                                    "fsck", flags("auto_repair").with("filesystem", TEXT),
                                    "selinux_relabel", flags("force"),
                                    "initramfs_regenerate", object().with("kernel_version", TEXT))),
                            1))
            .with("execution_policy", flags("stop_on_error", "validate_before_commit"))
            .with(
                    "output",
                    object().with("fixed_image", PATH).with("log_path", PATH).with("report_format", TEXT));

    private static final Shape CONVERT_DATA = new Shape.Either(
            object().needs("source", SOURCE)
                    .needs(
                            "target",
                            object().needs("path", PATH)
                                    .with("format", FORMAT)
                                    .with("compression", COMPRESSION)
                                    .with("compression_type", choice("zlib", "zstd")))
                    .with("options", flags("verify_after_convert", "preserve_sparse")),
            object().needs("image", IMAGE).needs("target_format", FORMAT).with("compression", COMPRESSION));

    private static final Shape COMPARE_DATA = object().needs("baseline", IMAGE)
            .needs("target", IMAGE)
            .with("options", flags("compare_packages", "compare_files", "compare_config", "ignore_timestamps"))
            .with("output", OUTPUT.with("include_recommendations", FLAG));

    private static final Shape EXPLORE_DATA = object().needs("image", IMAGE)
            .with("action", choice("ls", "stat", "cat", "find", "download", "hash", "grep"))
            .with("path", PATH)
            .with("pattern", TEXT)
            .with("max_results", atLeast(1))
            .with(
                    "output",
                    object().with("format", choice("json", "yaml"))
                            .with("destination", PATH)
                            .with("compression", choice("gzip", "zstd")));

    private static final Shape WORKFLOW_DATA = object().with(
                    "jobs",
                    list(
                            object().with("id", NAME)
                                    .with("operation", TEXT)
                                    .with("payload", Shape.ANY_OBJECT)
                                    .with("depends_on", list(NAME, 0)),
                            0))
            .with("parallelism", atLeast(1));

    /** Every operation of section 2; all have only version 1 so far. */
    static final Map<String, Shape> SHAPES = Map.ofEntries(
            Map.entry(ECHO, Shape.ANYTHING),
            Map.entry("test.echo", Shape.ANYTHING),
            Map.entry("system.health-check", Shape.ANYTHING),
            Map.entry("system.capability-probe", Shape.ANYTHING),
            Map.entry(INSPECT, INSPECT_DATA),
            Map.entry(PROFILE, PROFILE_DATA),
            Map.entry(FIX, FIX_DATA),
            Map.entry(CONVERT, CONVERT_DATA),
            Map.entry(COMPARE, COMPARE_DATA),
            Map.entry(EXPLORE, EXPLORE_DATA),
            Map.entry(WORKFLOW, WORKFLOW_DATA));

    private static final Where DATA = Where.ROOT.child("payload").child("data");

    private Operations() {}

    /** The keys that the data of an operation has, whichever form it takes. */
    static Set<String> keys(String operation) {
        Shape shape = SHAPES.getOrDefault(operation, Shape.ANYTHING);
        if (shape instanceof Shape.Either either) {
            Set<String> keys = new HashSet<>(either.first().members().keySet());
            keys.addAll(either.second().members().keySet());
            return keys;
        }
        return shape instanceof Shape.Members members ? members.members().keySet() : Set.of();
    }

    /** Judges the data of version 1 of {@code operation}; of one that is not listed here nothing is known. */
    static void check(String operation, Json data, Problems problems) {
        Shape shape = SHAPES.get(operation);
        if (shape != null) {
            new ShapeCheck(problems).check(data.shared(), shape, DATA);
        }
    }

    /**
     * The data of a payload that must be of this operation's version 1.
     *
     * @throws DocumentException when it is of another operation or version, or its data is not valid
     */
    static JsonNode require(String operation, Payload payload) {
        Problems problems = new Problems();
        if (!payload.type().equals(operation + ".v1")) {
            problems.error(
                    "/payload/type",
                    ErrorCode.UNSUPPORTED_OPERATION.name(),
                    "type must be " + operation + ".v1, is " + Text.quote(payload.type()));
        } else {
            check(operation, payload.data(), problems);
        }
        ValidationReport report = problems.report();
        if (!report.isValid()) {
            throw new DocumentException(report);
        }
        return payload.data().shared();
    }
}
