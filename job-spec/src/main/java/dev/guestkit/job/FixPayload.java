package dev.guestkit.job;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@code guestkit.fix} job asks for, with the defaults of the protocol filled in. Immutable.
 *
 * @param createBackup empty when the document does not say
 * @param operations at least one, in order
 */
public record FixPayload(
        Image image,
        Optional<Boolean> createBackup,
        Optional<String> backupPath,
        List<Step> operations,
        boolean stopOnError,
        boolean validateBeforeCommit,
        Optional<String> fixedImage,
        Optional<String> logPath,
        Optional<String> reportFormat) {
    /** Copies the list. */
    public FixPayload {
        operations = List.copyOf(operations);
    }

    /**
     * One repair.
     *
     * @param type such as {@code fsck}; one that the handler does not know is refused before any change
     * @param options a JSON object, empty when the document has none
     */
    public record Step(String type, Json options) {}

    /**
     * Reads the payload of a {@code guestkit.fix} job.
     *
     * @throws DocumentException with every problem when the payload is of another operation or version, or not valid
     */
    public static FixPayload from(Payload payload) {
        DataNode data = new DataNode(Operations.require(Operations.FIX, payload));
        DataNode image = data.object("image");
        DataNode policy = data.object("execution_policy");
        DataNode output = data.object("output");
        return new FixPayload(
                Image.from(image),
                image.flag("create_backup"),
                image.text("backup_path"),
                data.list(
                        "operations",
                        o -> new Step(
                                o.requiredText("type"),
                                Json.owned(o.object("options").node()))),
                policy.flag("stop_on_error", true),
                policy.flag("validate_before_commit", true),
                output.text("fixed_image"),
                output.text("log_path"),
                output.text("report_format"));
    }

    /** Puts the data together. Not thread-safe. */
    public static final class Builder extends ImageDataBuilder<Builder> {
        Builder(String path) {
            super(Operations.FIX, path);
        }

        @Override
        Builder self() {
            return this;
        }

        /** Keeps a copy of the image at {@code backupPath}. */
        public Builder backup(String backupPath) {
            at("image").put("create_backup", true).put("backup_path", backupPath);
            return this;
        }

        /** Whether a copy of the image is kept, at a place of the handler's choice. */
        public Builder createBackup(boolean create) {
            at("image").put("create_backup", create);
            return this;
        }

        /** Adds a repair of any type. */
        public Builder step(String type, Json options) {
            at().withArrayProperty("operations").addObject().put("type", type).set("options", options.shared());
            return this;
        }

        /** Adds a check of every file system. */
        public Builder fsck(boolean autoRepair) {
            return step("fsck", Json.ofValue(Map.of("auto_repair", autoRepair)));
        }

        /** Adds a check of one file system, named as the guest does, such as {@code /dev/sda1}. */
        public Builder fsck(boolean autoRepair, String filesystem) {
            return step("fsck", Json.ofValue(Map.of("auto_repair", autoRepair, "filesystem", filesystem)));
        }

        /** Adds a relabelling for SELinux. */
        public Builder selinuxRelabel(boolean force) {
            return step("selinux_relabel", Json.ofValue(Map.of("force", force)));
        }

        /** Adds a new initramfs for one kernel, or {@code auto}. */
        public Builder initramfsRegenerate(String kernelVersion) {
            return step("initramfs_regenerate", Json.ofValue(Map.of("kernel_version", kernelVersion)));
        }

        /** Whether the first repair that fails ends the job. Without it, true. */
        public Builder stopOnError(boolean stop) {
            at("execution_policy").put("stop_on_error", stop);
            return this;
        }

        /** Whether the repaired image is checked before it replaces the old one. Without it, true. */
        public Builder validateBeforeCommit(boolean validate) {
            at("execution_policy").put("validate_before_commit", validate);
            return this;
        }

        /** Where the repaired image goes. */
        public Builder fixedImage(String path) {
            at("output").put("fixed_image", path);
            return this;
        }

        /** Where the log goes. */
        public Builder logPath(String path) {
            at("output").put("log_path", path);
            return this;
        }

        /** As what the report is written. */
        public Builder reportFormat(String format) {
            at("output").put("report_format", format);
            return this;
        }
    }
}
