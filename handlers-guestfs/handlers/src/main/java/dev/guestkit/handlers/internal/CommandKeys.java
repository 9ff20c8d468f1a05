package dev.guestkit.handlers.internal;

import dev.guestkit.handlers.DiskKey;
import dev.guestkit.handlers.KeyProvider;
import dev.guestkit.handlers.KeyRequest;
import dev.guestkit.job.ErrorCode;
import dev.guestkit.worker.spi.HandlerException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A key that a program prints. */
public record CommandKeys(List<String> command) implements KeyProvider {
    private static final int SECONDS = 30;

    /** Copies, and wants a program. */
    public CommandKeys {
        command = List.copyOf(command);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a key command needs at least a program");
        }
    }

    @Override
    public List<DiskKey> keys(KeyRequest request) {
        Process process = start(request);
        try {
            CompletableFuture<byte[]> output = CompletableFuture.supplyAsync(() -> read(process));
            byte[] bytes =
                    output.thenCombine(process.onExit(), (read, ended) -> read).get(SECONDS, TimeUnit.SECONDS);
            if (process.exitValue() != 0) {
                throw failed("ended with status " + process.exitValue(), null);
            }
            return FileKeys.fromBytes(bytes);
        } catch (TimeoutException e) {
            throw failed("did not end within " + SECONDS + " s", e);
        } catch (ExecutionException e) {
            throw failed("could not be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("was interrupted", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private Process start(KeyRequest request) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("GUESTKIT_JOB_ID", request.jobId());
        builder.environment().put("GUESTKIT_IMAGE", request.image().toString());
        builder.environment().put("GUESTKIT_DEVICE", request.device());
        builder.environment().put("GUESTKIT_UUID", request.uuid().orElse(""));
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw failed("could not be started", e);
        }
    }

    private static byte[] read(Process process) {
        try {
            return process.getInputStream().readNBytes(DiskKey.MAX_BYTES + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names the program only: its arguments may hold secrets. */
    private HandlerException failed(String how, @org.jspecify.annotations.Nullable Throwable cause) {
        String message = "the key command " + command.get(0) + " " + how + ": run it by hand to see why";
        HandlerException failure = new HandlerException(ErrorCode.EXECUTION_ERROR, message);
        if (cause != null) {
            failure.initCause(cause);
        }
        return failure;
    }
}
