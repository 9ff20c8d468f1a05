package dev.guestkit.app.jobs;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What the name of an image says about it. */
public final class ImageNames {
    private static final List<String> FORMATS = List.of("qcow2", "vmdk", "vdi", "vhd", "vhdx", "raw", "ova");

    private ImageNames() {}

    /** The format that the name ends with; {@code img}, for which the header decides, when it ends with none. */
    public static String format(Path image) {
        String name = image.toString().toLowerCase(Locale.ROOT);
        return FORMATS.stream().filter(f -> name.endsWith("." + f)).findFirst().orElse("img");
    }
}
