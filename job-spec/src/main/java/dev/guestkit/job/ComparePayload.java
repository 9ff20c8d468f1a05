package dev.guestkit.job;

import java.util.Optional;

/** What a {@code guestkit.compare} job asks for; an option is empty when the document does not say. Immutable. */
public record ComparePayload(
        Image baseline,
        Image target,
        Optional<Boolean> comparePackages,
        Optional<Boolean> compareFiles,
        Optional<Boolean> compareConfig,
        Optional<Boolean> ignoreTimestamps,
        Optional<Boolean> includeRecommendations,
        Optional<Output> output) {

    /**
     * Reads the payload of a {@code guestkit.compare} job.
     *
     * @throws DocumentException with every problem when the payload is of another operation or version, or not valid
     */
    public static ComparePayload from(Payload payload) {
        DataNode data = new DataNode(Operations.require(Operations.COMPARE, payload));
        DataNode options = data.object("options");
        return new ComparePayload(
                Image.from(data.object("baseline")),
                Image.from(data.object("target")),
                options.flag("compare_packages"),
                options.flag("compare_files"),
                options.flag("compare_config"),
                options.flag("ignore_timestamps"),
                data.object("output").flag("include_recommendations"),
                Output.from(data));
    }

    /** Puts the data together. Not thread-safe. */
    public static final class Builder extends DataBuilder<Builder> {
        private final String targetPath;

        Builder(String baselinePath, String targetPath) {
            super(Operations.COMPARE);
            this.targetPath = targetPath;
            image("baseline", baselinePath, ImageFormat.ofFileName(baselinePath));
            image("target", targetPath, ImageFormat.ofFileName(targetPath));
            outputBeside(targetPath);
        }

        @Override
        Builder self() {
            return this;
        }

        /** The format of the baseline; without it, what the file name says. */
        public Builder baselineFormat(ImageFormat format) {
            at("baseline").put("format", format.wireName());
            return this;
        }

        /** The format of the target; without it, what the file name says. */
        public Builder targetFormat(ImageFormat format) {
            at("target").put("format", format.wireName());
            return this;
        }

        /** The checksum that the baseline must have. */
        public Builder baselineChecksum(String checksum) {
            at("baseline").put("checksum", checksum);
            return this;
        }

        /** The checksum that the target must have. */
        public Builder targetChecksum(String checksum) {
            at("target").put("checksum", checksum);
            return this;
        }

        /** The size in bytes that the baseline must have. */
        public Builder baselineSizeBytes(long sizeBytes) {
            at("baseline").put("size_bytes", sizeBytes);
            return this;
        }

        /** The size in bytes that the target must have. */
        public Builder targetSizeBytes(long sizeBytes) {
            at("target").put("size_bytes", sizeBytes);
            return this;
        }

        /** Whether both images are opened for reading only, which is the default. */
        public Builder readOnly(boolean readOnly) {
            at("baseline").put("read_only", readOnly);
            at("target").put("read_only", readOnly);
            return this;
        }

        /** Whether packages are compared. */
        public Builder comparePackages(boolean compare) {
            at("options").put("compare_packages", compare);
            return this;
        }

        /** Whether files are compared. */
        public Builder compareFiles(boolean compare) {
            at("options").put("compare_files", compare);
            return this;
        }

        /** Whether configuration is compared. */
        public Builder compareConfig(boolean compare) {
            at("options").put("compare_config", compare);
            return this;
        }

        /** Whether times of files do not count. */
        public Builder ignoreTimestamps(boolean ignore) {
            at("options").put("ignore_timestamps", ignore);
            return this;
        }

        /** Whether the report recommends what to do. */
        public Builder includeRecommendations(boolean include) {
            at("output").put("include_recommendations", include);
            return this;
        }

        /** Where the report goes, and as what: {@code json} or {@code yaml}. Without it, beside the target. */
        public Builder output(String format, String destination) {
            at("output").put("format", format).put("destination", destination);
            return this;
        }

        /** How the report is compressed: {@code gzip} or {@code zstd}. */
        public Builder outputCompression(String compression) {
            outputBeside(targetPath).put("compression", compression);
            return this;
        }
    }
}
