package dev.guestkit.appliance;

/**
 * An image as a job names it.
 *
 * @param path absolute path on this host
 * @param format {@code qcow2 vmdk vdi vhd vhdx raw}; empty or {@code img} when the header decides, and then the image may not refer to
 *     any other file
 * @param expectedSizeBytes length of the file, negative when not known
 */
public record ImageRequest(String path, String format, long expectedSizeBytes) {
    /** The header decides the format. */
    public static ImageRequest of(String path) {
        return new ImageRequest(path, "", -1);
    }

    public ImageRequest withFormat(String format) {
        return new ImageRequest(path, format, expectedSizeBytes);
    }

    public ImageRequest withExpectedSizeBytes(long bytes) {
        return new ImageRequest(path, format, bytes);
    }
}
