package dev.guestkit.handlers.internal;

import dev.guestkit.job.Output;
import dev.guestkit.worker.spi.AllowedPaths;
import java.nio.file.Path;

/**
 * Where a report goes besides the result.
 *
 * @param destination an allowed path whose directory exists
 * @param yaml whether it is YAML, else JSON
 * @param compression how it is packed
 * @param besideImage whether that is where the report of this image goes when nobody names another place
 */
record ReportTarget(Path destination, boolean yaml, Compression compression, boolean besideImage) {
    private static final String BESIDE = ".inspect.json";

    enum Compression {
        NONE,
        GZIP,
        ZSTD
    }

    /**
     * Takes what the job asks for.
     *
     * @throws dev.guestkit.worker.spi.HandlerException {@code PATH_NOT_ALLOWED} when nothing may be written there
     */
    static ReportTarget of(Output output, String image, AllowedPaths paths) {
        Compression compression = switch (output.compression().orElse("")) {
            case "gzip" -> Compression.GZIP;
            case "zstd" -> Compression.ZSTD;
            default -> Compression.NONE;
        };
        return new ReportTarget(
                paths.writable(output.destination()),
                output.format().equals("yaml"),
                compression,
                output.destination().equals(image + BESIDE));
    }
}
