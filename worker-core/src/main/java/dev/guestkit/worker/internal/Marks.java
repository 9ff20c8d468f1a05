package dev.guestkit.worker.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Finds the processes of one attempt by a variable in their environment, which children inherit: also those whose parent has
 * died, which belong to nobody's tree any more. Works where there is a {@code /proc} with environments (proc(5)); a process
 * that clears its environment or changes its user is not found. Thread-safe.
 */
final class Marks {
    private static final String VARIABLE = "GUESTKIT_ATTEMPT";
    private static final Path PROC = Path.of("/proc");

    /** How long a process may be between two programs. */
    private static final long EXEC_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final Set<ProcessHandle> without = ConcurrentHashMap.newKeySet();
    private final Instant made = Instant.now().minusSeconds(1); // processes tell their start by the clock tick
    private final String value = UUID.randomUUID().toString();
    private final byte[] entry = (VARIABLE + "=" + value + "\0").getBytes(StandardCharsets.US_ASCII);

    static boolean canBeRead() {
        return Files.isReadable(PROC.resolve("self/environ"));
    }

    /**
     * Whether all of it has ended and it only waits for a parent that takes its time to ask, or, as with a JVM that is init in a
     * container, never will. The JVM counts it as alive.
     */
    static boolean isZombie(ProcessHandle process) {
        Path directory = PROC.resolve(Long.toString(process.pid()));
        try (Stream<Path> threads = Files.list(directory.resolve("task"))) {
            String stat = Files.readString(directory.resolve("stat"), StandardCharsets.ISO_8859_1);
            boolean leader = stat.startsWith(") Z", stat.lastIndexOf(')'));
            return leader && threads.count() <= 1; // the first thread may have ended before the others
        } catch (IOException | UncheckedIOException e) {
            return false; // no /proc, or it is gone
        }
    }

    void put(ProcessBuilder builder) {
        builder.environment().put(VARIABLE, value);
    }

    /** Every process that carries the mark. */
    List<ProcessHandle> find() {
        List<ProcessHandle> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (isMarked(process)) {
                    handle(process).ifPresent(found::add);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return found; // no /proc: the tree of parents and children is all there is
        }
        return found;
    }

    private boolean isMarked(Path process) {
        try {
            byte[] environment = environment(process);
            if (environment.length == 0 && isYoung(process)) {
                environment = afterExec(process);
            }
            return contains(environment);
        } catch (IOException e) { // it ended meanwhile, or is somebody else's
            return false;
        }
    }

    private static byte[] environment(Path process) throws IOException {
        return Files.readAllBytes(process.resolve("environ"));
    }

    /** For a moment of every execve(2) a process has a new program and no environment yet. */
    private byte[] afterExec(Path process) throws IOException {
        byte[] environment = environment(process);
        long begin = System.nanoTime();
        // What has no program is a zombie.
        while (environment.length == 0 && Files.exists(process.resolve("exe"))) {
            if (System.nanoTime() - begin > EXEC_NANOS) {
                handle(process).ifPresent(without::add);
                break;
            }
            LockSupport.parkNanos(LOOK_NANOS);
            environment = environment(process);
        }
        return environment;
    }

    private boolean isYoung(Path process) {
        return handle(process)
                .filter(handle -> !without.contains(handle))
                .flatMap(handle -> handle.info().startInstant())
                .filter(start -> start.isAfter(made))
                .isPresent();
    }

    private boolean contains(byte[] environment) {
        int start = 0;
        for (int end = 0; end < environment.length; end++) {
            if (environment[end] == 0) {
                if (Arrays.equals(environment, start, end + 1, entry, 0, entry.length)) {
                    return true;
                }
                start = end + 1;
            }
        }
        return false;
    }

    private static Optional<ProcessHandle> handle(Path process) {
        return ProcessHandle.of(Long.parseLong(process.getFileName().toString()));
    }
}
