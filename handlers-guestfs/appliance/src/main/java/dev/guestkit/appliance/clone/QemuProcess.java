package dev.guestkit.appliance.clone;

import dev.guestkit.appliance.ApplianceException;
import dev.guestkit.appliance.ApplianceException.Kind;
import dev.guestkit.appliance.MachineUsage;
import dev.guestkit.appliance.internal.ProcessUsage;
import dev.guestkit.appliance.internal.Processes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A qemu below a shell that ends it and removes its folders when this JVM is no more, however that ended. Thread-safe. */
final class QemuProcess {
    private static final int ERROR_LIMIT = 8192;

    private final Process supervisor;
    private final ProcessHandle qemu;
    private final AtomicReference<String> said = new AtomicReference<>("");

    private QemuProcess(Process supervisor, ProcessHandle qemu) {
        this.supervisor = supervisor;
        this.qemu = qemu;
    }

    /**
     * What a machine may use of its host at most, whoever has taken it over.
     *
     * @param memoryBytes of address space
     * @param fileBytes of each file that it writes
     */
    record Limits(long memoryBytes, long fileBytes) {}

    /**
     * Starts it.
     *
     * @param folder goes with this JVM; the machine's temporary files lie there
     * @param work the machine's working directory
     * @param input its standard input
     */
    static QemuProcess start(Path folder, Path work, Path input, Limits limits, List<String> command)
            throws IOException {
        List<String> line = new ArrayList<>(List.of("sh", "-c", script(), "guestkit-clone"));
        line.addAll(List.of(folder.toString(), input.toString()));
        line.addAll(List.of("prlimit", "--core=0", "--as=" + limits.memoryBytes(), "--fsize=" + limits.fileBytes()));
        line.add("--");
        line.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(line).directory(work.toFile());
        builder.environment().keySet().retainAll(List.of("PATH"));
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("TMPDIR", folder.toString());
        Process supervisor = builder.start();
        try {
            BufferedReader out = supervisor.inputReader(StandardCharsets.US_ASCII);
            long pid = Long.parseLong(String.valueOf(out.readLine()));
            ProcessHandle qemu = ProcessHandle.of(pid).orElseThrow(() -> new IOException("qemu ended at once"));
            QemuProcess started = new QemuProcess(supervisor, qemu);
            Thread errors = new Thread(started::readErrors, "guestkit-clone-errors");
            errors.setDaemon(true);
            errors.start();
            return started;
        } catch (IOException | NumberFormatException e) {
            supervisor.destroyForcibly();
            throw new IOException("qemu cannot be started: " + e.getMessage(), e);
        }
    }

    private static String script() {
        try (InputStream from =
                Objects.requireNonNull(QemuProcess.class.getResourceAsStream("supervise.sh"), "supervise.sh")) {
            return new String(from.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names further folders that go with this JVM. */
    void adopt(List<Path> folders) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Path folder : folders) {
            String path = folder.toAbsolutePath().toString();
            if (path.indexOf('\n') >= 0) {
                throw new ApplianceException(Kind.VALIDATION, "a folder's name has a line break");
            }
            lines.append(path).append('\n');
        }
        supervisor.getOutputStream().write(lines.toString().getBytes(StandardCharsets.UTF_8));
        supervisor.getOutputStream().flush();
    }

    /** What qemu complained about so far. */
    String said() {
        return Optional.ofNullable(said.get()).orElse("").strip();
    }

    private void readErrors() {
        try (InputStream from = supervisor.getErrorStream()) {
            byte[] buffer = new byte[4096];
            int n = from.read(buffer);
            while (n >= 0) {
                if (said().length() < ERROR_LIMIT) {
                    said.set(said.get() + new String(buffer, 0, n, StandardCharsets.UTF_8));
                }
                n = from.read(buffer);
            }
        } catch (IOException closed) {
            // The end of the machine is told elsewhere.
        }
    }

    boolean isAlive() {
        return qemu.isAlive();
    }

    Optional<MachineUsage> usage() {
        return qemu.isAlive() ? ProcessUsage.of(List.of(qemu, supervisor.toHandle())) : Optional.empty();
    }

    /** Ends both at once and waits for that; the folders stay. Idempotent. */
    void kill() {
        // The supervisor first: it must not see the end of its input and remove what is the job's.
        supervisor.destroyForcibly();
        qemu.destroyForcibly();
        Processes.awaitEnd(List.of(supervisor.toHandle(), qemu));
    }
}
