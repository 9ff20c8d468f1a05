package dev.guestkit.job;

import java.util.Locale;
import java.util.Optional;

/**
 * The disk formats of the protocol. {@link #VHD} and {@link #OVA} are for workers of this project alone; with {@link #IMG} the
 * header of the image decides.
 */
public enum ImageFormat {
    QCOW2,
    VMDK,
    VDI,
    VHD,
    VHDX,
    RAW,
    IMG,
    OVA;

    /** The lower-case name on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The format with this name on the wire, empty when there is none. */
    public static Optional<ImageFormat> ofWireName(String name) {
        for (ImageFormat format : values()) {
            if (format.wireName().equals(name)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** The format that a file name's extension says, {@link #IMG} when it says none. */
    public static ImageFormat ofFileName(String path) {
        String extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return ofWireName(extension).orElse(IMG);
    }
}
