package dev.guestkit.job;

import java.util.Optional;

/**
 * The image that an operation works on. Immutable.
 *
 * @param path as the document has it, not checked against anything yet
 * @param format empty when the header decides
 * @param sizeBytes the size that the file must have, when given
 * @param readOnly true when not said otherwise
 */
public record Image(
        String path,
        Optional<ImageFormat> format,
        Optional<Checksum> checksum,
        Optional<Long> sizeBytes,
        boolean readOnly) {

    /**
     * Reads the common object {@code image}.
     *
     * @throws DocumentException with every problem, pointers below {@code image}, when it is none
     */
    public static Image from(Json image) {
        Problems problems = new Problems();
        new ShapeCheck(problems).check(image.shared(), Operations.IMAGE, Where.ROOT);
        if (!problems.report().isValid()) {
            throw new DocumentException(problems.report());
        }
        return from(new DataNode(image.shared()));
    }

    static Image from(DataNode image) {
        return new Image(
                image.requiredText("path"),
                image.text("format").flatMap(ImageFormat::ofWireName).filter(f -> f != ImageFormat.IMG),
                image.text("checksum").map(Checksum::parse),
                image.whole("size_bytes"),
                image.flag("read_only", true));
    }
}
