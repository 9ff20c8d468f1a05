package dev.guestkit.appliance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** A real block device with the bytes of a file. Not every host lets its users have one. */
record LoopDevice(Path device) implements AutoCloseable {
    /** Makes one; says aloud when this host does not. */
    static Optional<LoopDevice> over(Path file) {
        try {
            Process losetup = new ProcessBuilder(
                            "/usr/sbin/losetup", "--find", "--show", "--read-only", file.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String said = new String(losetup.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (losetup.waitFor() == 0) {
                return Optional.of(new LoopDevice(Path.of(said)));
            }
            LoggerFactory.getLogger(LoopDevice.class).warn("NO BLOCK DEVICE IS TESTED: losetup gives none, see above");
            return Optional.empty();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        try {
            new ProcessBuilder("/usr/sbin/losetup", "--detach", device.toString())
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
