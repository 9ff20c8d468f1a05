package dev.guestkit.job;

/**
 * Puts together the data of an operation on one image, opened for reading, that may write a report. Not thread-safe.
 *
 * @param <B> the builder itself
 */
public abstract class ReportDataBuilder<B extends ReportDataBuilder<B>> extends ImageDataBuilder<B> {
    private final String path;

    ReportDataBuilder(String operation, String path) {
        super(operation, path);
        this.path = path;
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
        outputBeside(path).put("compression", compression);
        return self();
    }
}
