package dev.guestkit.job;

/**
 * Puts together the data of an operation on one {@code image}. Not thread-safe.
 *
 * @param <B> the builder itself
 */
public abstract class ImageDataBuilder<B extends ImageDataBuilder<B>> extends DataBuilder<B> {

    ImageDataBuilder(String operation, String path) {
        super(operation);
        image("image", path, ImageFormat.ofFileName(path));
    }

    /** The image's format; without it, what the file name's extension says, or the header. */
    public B imageFormat(ImageFormat format) {
        at("image").put("format", format.wireName());
        return self();
    }

    /** The checksum that the image must have: {@code sha256:<hex>} or {@code sha512:<hex>}. */
    public B checksum(String checksum) {
        at("image").put("checksum", checksum);
        return self();
    }

    /** The size in bytes that the image must have. */
    public B sizeBytes(long sizeBytes) {
        at("image").put("size_bytes", sizeBytes);
        return self();
    }
}
