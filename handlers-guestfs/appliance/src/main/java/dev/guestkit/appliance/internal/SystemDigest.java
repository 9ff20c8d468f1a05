package dev.guestkit.appliance.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SHA-512 by the host's {@code openssl}, which is a tenth faster than the JVM's own; the JVM's SHA-256 is as fast. */
public final class SystemDigest {
    private static final Logger LOG = LoggerFactory.getLogger(SystemDigest.class);
    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{128}");
    private static final Pattern POSITION = Pattern.compile("pos:\\s*(\\d+)");

    /** Below it the start of a process is not worth it. */
    private static final long SMALLEST = 32 << 20;

    private static final long LOOK_MILLIS = 50;

    private SystemDigest() {}

    /**
     * Hashes a whole file through its descriptor; empty when it is small, or when this host's openssl is not there or does not do it: then
     * the caller's digest gives the same value.
     */
    public static Optional<String> sha512(OpenFile file, LongConsumer progress) throws InterruptedException {
        Optional<Path> openssl = Host.here().program("openssl");
        if (openssl.isEmpty() || file.identity().sizeBytes() < SMALLEST) {
            return Optional.empty();
        }
        ProcessBuilder builder = new ProcessBuilder(openssl.get().toString(), "dgst", "-sha512", "-r")
                .redirectInput(file.name().toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        try {
            return digits(builder.start(), progress);
        } catch (IOException e) {
            LOG.debug("{} does not hash: {}", openssl.get(), e.toString());
            return Optional.empty();
        }
    }

    private static Optional<String> digits(Process process, LongConsumer progress)
            throws IOException, InterruptedException {
        try {
            while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                position(process).ifPresent(progress::accept);
            }
            String said = new String(process.getInputStream().readNBytes(1024), StandardCharsets.US_ASCII);
            Matcher digits = DIGITS.matcher(said);
            return process.exitValue() == 0 && digits.find() ? Optional.of(digits.group()) : Optional.empty();
        } finally {
            process.destroyForcibly();
        }
    }

    private static Optional<Long> position(Process process) {
        try {
            Matcher position =
                    POSITION.matcher(Files.readString(Path.of("/proc", Long.toString(process.pid()), "fdinfo", "0")));
            return position.find() ? Optional.of(Long.valueOf(position.group(1))) : Optional.empty();
        } catch (IOException ended) {
            return Optional.empty();
        }
    }
}
