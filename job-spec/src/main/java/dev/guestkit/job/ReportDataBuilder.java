package dev.guestkit.job;

/**
 * Puts together the data of an operation on one image that writes a report. Not thread-safe.
 *
 * <p>Other workers require {@code output} with both of its keys: without a word about it, the report goes beside the image, as
 * JSON, named after the image and the operation.
 *
 * @param <B> the builder itself
 */
public abstract class ReportDataBuilder<B extends ReportDataBuilder<B>> extends ImageDataBuilder<B> {

    ReportDataBuilder(String path, String operation) {
        super(path);
        at("output").put("format", "json").put("destination", path + "." + operation + ".json");
    }

    /** Whether the image is opened for reading only, which is the default. */
    public B readOnly(boolean readOnly) {
        at("image").put("read_only", readOnly);
        return self();
    }

    /** Where the report goes, and as what: {@code json} or {@code yaml}. */
    public B output(String format, String destination) {
        at("output").put("format", format).put("destination", destination);
        return self();
    }

    /** How the report is compressed: {@code gzip} or {@code zstd}. */
    public B outputCompression(String compression) {
        at("output").put("compression", compression);
        return self();
    }
}
