package dev.guestkit.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What a {@code guestkit.convert} job asks for, whichever of its two forms the document has. Immutable.
 *
 * @param targetPath empty in the short form, which leaves it to the handler
 * @param targetFormat empty when the long form does not say
 * @param compression {@code zlib} or {@code zstd}, empty for none
 * @param verifyAfterConvert empty when the document does not say
 * @param preserveSparse empty when the document does not say
 */
public record ConvertPayload(
        Image source,
        Optional<String> targetPath,
        Optional<ImageFormat> targetFormat,
        Optional<String> compression,
        Optional<Boolean> verifyAfterConvert,
        Optional<Boolean> preserveSparse) {

    /**
     * Reads the payload of a {@code guestkit.convert} job.
     *
     * @throws DocumentException with every problem when the payload is of another operation or version, or not valid
     */
    public static ConvertPayload from(Payload payload) {
        DataNode data = new DataNode(Operations.require(Operations.CONVERT, payload));
        boolean brief = data.has("target_format");
        DataNode target = brief ? data : data.object("target");
        DataNode options = data.object("options");
        return new ConvertPayload(
                Image.from(data.object(brief ? "image" : "source")),
                brief ? Optional.empty() : target.text("path"),
                target.text(brief ? "target_format" : "format").flatMap(ImageFormat::ofWireName),
                compression(target),
                brief ? Optional.empty() : options.flag("verify_after_convert"),
                brief ? Optional.empty() : options.flag("preserve_sparse"));
    }

    private static Optional<String> compression(DataNode target) {
        Optional<String> type = target.text("compression_type");
        Optional<JsonNode> said = target.json("compression").map(Json::shared);
        if (said.isEmpty()) {
            return type;
        }
        JsonNode compression = said.get();
        if (compression.isBoolean()) {
            return compression.booleanValue() ? Optional.of(type.orElse("zlib")) : Optional.empty();
        }
        return Optional.of(compression.textValue()).filter(name -> !name.equals("none"));
    }

    /** Puts the data together, in the short form, which leaves the target's place to the handler. Not thread-safe. */
    public static final class ShortBuilder extends ImageDataBuilder<ShortBuilder> {
        ShortBuilder(String path, ImageFormat targetFormat) {
            super(Operations.CONVERT, path);
            at().put("target_format", targetFormat.wireName());
        }

        @Override
        ShortBuilder self() {
            return this;
        }

        /** Whether the image is opened for reading only, which is the default. */
        public ShortBuilder readOnly(boolean readOnly) {
            at("image").put("read_only", readOnly);
            return this;
        }

        /** {@code none}, {@code zlib} or {@code zstd}. */
        public ShortBuilder compression(String compression) {
            at().put("compression", compression);
            return this;
        }

        /** Whether the target is compressed, by {@code zlib}. */
        public ShortBuilder compression(boolean compressed) {
            at().put("compression", compressed);
            return this;
        }
    }

    /** Puts the data together, in the long form. Not thread-safe. */
    public static final class Builder extends DataBuilder<Builder> {
        Builder(String sourcePath, String targetPath) {
            super(Operations.CONVERT);
            image("source", sourcePath, ImageFormat.ofFileName(sourcePath));
            image("target", targetPath, ImageFormat.ofFileName(targetPath));
        }

        @Override
        Builder self() {
            return this;
        }

        /** The format of the source; without it, what the file name says. */
        public Builder sourceFormat(ImageFormat format) {
            at("source").put("format", format.wireName());
            return this;
        }

        /** The format of the target; without it, what the file name says. */
        public Builder targetFormat(ImageFormat format) {
            at("target").put("format", format.wireName());
            return this;
        }

        /** The checksum that the source must have. */
        public Builder checksum(String checksum) {
            at("source").put("checksum", checksum);
            return this;
        }

        /** {@code none}, {@code zlib} or {@code zstd}. */
        public Builder compression(String compression) {
            at("target").put("compression", compression);
            return this;
        }

        /** Whether the target is compressed, as {@link #compressionType} says or by {@code zlib}. */
        public Builder compression(boolean compressed) {
            at("target").put("compression", compressed);
            return this;
        }

        /** {@code zlib} or {@code zstd}, unless {@link #compression(String)} says one itself. */
        public Builder compressionType(String type) {
            at("target").put("compression_type", type);
            return this;
        }

        /** Whether the target is compared with the source at the end. */
        public Builder verifyAfterConvert(boolean verify) {
            at("options").put("verify_after_convert", verify);
            return this;
        }

        /** Whether holes of the source stay holes. */
        public Builder preserveSparse(boolean preserve) {
            at("options").put("preserve_sparse", preserve);
            return this;
        }
    }
}
