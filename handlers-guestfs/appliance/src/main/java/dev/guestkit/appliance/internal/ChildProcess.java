package dev.guestkit.appliance.internal;

import dev.guestkit.appliance.ApplianceException;
import dev.guestkit.appliance.ApplianceException.Kind;
import dev.guestkit.appliance.MachineUsage;
import dev.guestkit.appliance.child.Main;
import dev.guestkit.appliance.child.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The child JVM that holds libguestfs. One request at a time; {@link #kill} from any thread ends a request under way with the reason that was
 * given.
 */
final class ChildProcess {
    private static final Wire.Frame END = new Wire.Frame((byte) 0, List.of());
    private static final int ERROR_LIMIT = 8192;

    private final Path folder;
    private final Process process;
    private final BlockingQueue<Wire.Frame> answers = new LinkedBlockingQueue<>(64);
    private final AtomicReference<ApplianceException> end = new AtomicReference<>();
    private final AtomicReference<String> errors = new AtomicReference<>("");

    private ChildProcess(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    static ChildProcess start(EngineSettings settings, HostTools tools, Path folder, List<Path> belongings) {
        List<String> command = new ArrayList<>(List.of(
                settings.java().toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xmx96m",
                "-Djava.io.tmpdir=" + folder));
        command.addAll(tools.nativeOptions());
        command.addAll(
                List.of("-cp", ChildJar.unpack(folder) + ":" + tools.jar(), Main.class.getName(), folder.toString()));
        belongings.forEach(path -> command.add(path.toAbsolutePath().toString()));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        environment(builder.environment(), folder);
        try {
            ChildProcess child = new ChildProcess(folder, builder.start());
            child.listen();
            return child;
        } catch (IOException e) {
            throw new ApplianceException(Kind.APPLIANCE_FAILED, settings.java() + " cannot be started: " + e, e);
        }
    }

    // The shared appliance in /var/tmp is found by LIBGUESTFS_CACHEDIR; sockets go where XDG_RUNTIME_DIR points.
    private static void environment(Map<String, String> environment, Path folder) {
        environment
                .keySet()
                .retainAll(List.of("PATH", "HOME", "LIBGUESTFS_PATH", "LIBGUESTFS_HV", "LIBGUESTFS_CACHEDIR"));
        environment.putIfAbsent("LIBGUESTFS_CACHEDIR", "/var/tmp");
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("LIBGUESTFS_BACKEND", "direct");
        environment.put("LIBGUESTFS_TMPDIR", folder.toString());
        environment.put("XDG_RUNTIME_DIR", folder.toString());
    }

    /**
     * Sends a request and waits for its answer.
     *
     * @throws ApplianceException what ended the child, or {@code TIMEOUT} after which it is killed
     * @throws RequestFailed when the child says that this request failed
     */
    byte[] request(Duration limit, byte kind, byte[]... fields) {
        try {
            Wire.write(process.getOutputStream(), kind, fields);
            long deadline = System.nanoTime() + limit.toNanos();
            while (true) {
                Wire.Frame answer = answers.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (answer == null) {
                    kill(new ApplianceException(
                            Kind.TIMEOUT, "the appliance did not answer within " + limit.toSeconds() + " s"));
                    throw ended();
                }
                if (answer.kind() == Wire.OK) {
                    return answer.fields().isEmpty()
                            ? new byte[0]
                            : answer.fields().get(0);
                }
                if (answer.kind() == Wire.FAILED) {
                    throw new RequestFailed(answer.text(0));
                }
                throw ended();
            }
        } catch (IOException e) {
            throw ended();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill(new ApplianceException(Kind.CANCELLED, "interrupted while waiting for the appliance", e));
            throw ended();
        }
    }

    /** What it and all it started have used so far. */
    Optional<MachineUsage> usage() {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        return process.isAlive() ? ProcessUsage.of(all) : Optional.empty();
    }

    /** Ends it and all it started. The first reason stays. Idempotent. */
    void kill(ApplianceException reason) {
        end.compareAndSet(null, reason);
        Processes.killTree(process.toHandle(), folder);
    }

    private ApplianceException ended() {
        ApplianceException died = new ApplianceException(
                Kind.APPLIANCE_FAILED,
                "the child process of the appliance ended" + (said().isEmpty() ? "" : ": " + Text.shown(said())));
        end.compareAndSet(null, died);
        ApplianceException first = Optional.ofNullable(end.get()).orElse(died);
        return new ApplianceException(first.kind(), String.valueOf(first.getMessage()), first);
    }

    private void listen() {
        daemon("guestkit-appliance-answers", this::readAnswers);
        daemon("guestkit-appliance-errors", this::readErrors);
    }

    private void readAnswers() {
        try {
            while (true) {
                if (!answers.offer(Wire.read(process.getInputStream()))) {
                    kill(new ApplianceException(Kind.APPLIANCE_FAILED, "the appliance answers what nobody asked"));
                }
            }
        } catch (IOException endOfStream) {
            answers.offer(END);
        }
    }

    private void readErrors() {
        try (InputStream from = process.getErrorStream()) {
            byte[] buffer = new byte[4096];
            int n = from.read(buffer);
            while (n >= 0) {
                if (said().length() < ERROR_LIMIT) {
                    errors.set(said() + new String(buffer, 0, n, StandardCharsets.UTF_8));
                }
                n = from.read(buffer);
            }
        } catch (IOException closed) {
            // The end of the process is told elsewhere.
        }
    }

    private String said() {
        return Optional.ofNullable(errors.get()).orElse("");
    }

    private static void daemon(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Carried as a resource, so that it is there from a folder of classes, a jar, and a jar within a jar. */
    private static final class ChildJar {
        static Path unpack(Path folder) {
            Path jar = folder.resolve("child.jar");
            try (InputStream from = ChildProcess.class.getResourceAsStream("child.jar")) {
                if (from == null) {
                    throw new ApplianceException(
                            Kind.APPLIANCE_FAILED, "child.jar is not among the resources; build with Maven");
                }
                Files.copy(from, jar);
                return jar;
            } catch (IOException e) {
                throw new ApplianceException(Kind.RESOURCE_EXHAUSTED, jar + " cannot be written: " + e, e);
            }
        }
    }
}
