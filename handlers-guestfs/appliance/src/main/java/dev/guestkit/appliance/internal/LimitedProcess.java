package dev.guestkit.appliance.internal;

import dev.guestkit.appliance.ApplianceException;
import dev.guestkit.appliance.ApplianceException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs a host's program on hostile input: limited in time, memory, processor time, file size and output. */
public final class LimitedProcess {
    private static final int OUTPUT_LIMIT = 1 << 20;

    /** How it ended. */
    public record Outcome(int status, String output, String error) {}

    private final Duration timeout;
    private final long memoryBytes;

    public LimitedProcess(Duration timeout, long memoryBytes) {
        this.timeout = timeout;
        this.memoryBytes = memoryBytes;
    }

    /**
     * Runs it and waits.
     *
     * @throws ApplianceException {@code TIMEOUT} when it takes too long, {@code APPLIANCE_FAILED} when it cannot be started, {@code
     *     CANCELLED} when the thread is interrupted
     */
    public Outcome run(List<String> command) {
        List<String> limited = new ArrayList<>(List.of(
                "prlimit",
                "--as=" + memoryBytes,
                "--cpu=" + Math.max(1, timeout.toSeconds()),
                "--fsize=67108864",
                "--core=0",
                "--"));
        limited.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(limited);
        builder.environment().keySet().retainAll(List.of("PATH"));
        builder.environment().put("LC_ALL", "C");
        try {
            Process process = builder.start();
            try {
                return await(process, command);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new ApplianceException(
                    Kind.APPLIANCE_FAILED,
                    command.get(0) + " cannot be started (Debian: apt-get install qemu-utils util-linux): "
                            + e.getMessage(),
                    e);
        }
    }

    private Outcome await(Process process, List<String> command) throws IOException {
        process.getOutputStream().close();
        CompletableFuture<String> output = drain(process.getInputStream());
        CompletableFuture<String> error = drain(process.getErrorStream());
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ApplianceException(
                        Kind.TIMEOUT, String.join(" ", command) + " did not end within " + timeout.toSeconds() + " s");
            }
            return new Outcome(process.exitValue(), output.get(10, TimeUnit.SECONDS), error.get(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApplianceException(Kind.CANCELLED, "interrupted while examining an image", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new ApplianceException(
                    Kind.APPLIANCE_FAILED, "the output of " + command.get(0) + " is unreadable", e);
        }
    }

    private static CompletableFuture<String> drain(InputStream from) {
        CompletableFuture<String> text = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try (from) {
                        byte[] bytes = from.readNBytes(OUTPUT_LIMIT);
                        from.transferTo(java.io.OutputStream.nullOutputStream());
                        text.complete(new String(bytes, StandardCharsets.UTF_8));
                    } catch (IOException e) {
                        text.completeExceptionally(e);
                    }
                },
                "guestkit-drain");
        thread.setDaemon(true);
        thread.start();
        return text;
    }
}
