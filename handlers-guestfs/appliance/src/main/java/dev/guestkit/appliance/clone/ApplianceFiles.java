package dev.guestkit.appliance.clone;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Kernel, initrd and root of a libguestfs appliance, with our agent put in. Needs neither root nor a mount. */
final class ApplianceFiles {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** Where {@code /init} starts guestfsd, with the comment above it. */
    private static final Pattern DAEMON = Pattern.compile("(?m)^(# Run the daemon\\.\n)?cmd=\"guestfsd\"");

    private final Path folder;
    private final Path scratch;

    /** Works in a folder, with a scratch folder inside it. */
    ApplianceFiles(Path folder, Path scratch) {
        this.folder = folder;
        this.scratch = scratch;
    }

    /** Copies a fixed appliance, or has libguestfs make one when none is named. */
    void copy(java.util.Optional<Path> fixed) throws IOException, InterruptedException {
        Path from = fixed.orElse(scratch.resolve("fixed"));
        if (fixed.isEmpty()) {
            run("libguestfs-make-fixed-appliance", from.toString());
        }
        for (String name : List.of(MachineShape.KERNEL, MachineShape.INITRD, MachineShape.ROOT)) {
            run(
                    "cp",
                    "--sparse=always",
                    "--reflink=auto",
                    "--",
                    from.resolve(name).toString(),
                    folder.toString());
        }
    }

    /** Puts the agent into the root, in front of the place where guestfsd is started. */
    void patch() throws IOException, InterruptedException {
        Path init = scratch.resolve("init");
        dump("/init", init);
        String text = Files.readString(init, StandardCharsets.UTF_8);
        Matcher daemon = DAEMON.matcher(text);
        if (!daemon.find() || daemon.find()) {
            throw new IOException("the place where this appliance starts guestfsd is not to be found in its /init");
        }
        Files.writeString(init, DAEMON.matcher(text).replaceFirst(". /guestkit.sh\n\n$0"));
        Path agent = scratch.resolve("agent");
        Files.write(agent, script());
        put(init, "/init");
        put(agent, "/guestkit.sh");
    }

    static byte[] script() throws IOException {
        try (InputStream from =
                Objects.requireNonNull(ApplianceFiles.class.getResourceAsStream("freeze.sh"), "freeze.sh")) {
            return from.readAllBytes();
        }
    }

    // debugfs ends with status 0 whatever happens, so what it wrote is read back.
    private void put(Path file, String name) throws IOException, InterruptedException {
        Path commands = scratch.resolve("commands");
        Files.writeString(
                commands, "rm " + name + "\nwrite " + file + " " + name + "\nsif " + name + " mode 0100755\n");
        run("debugfs", "-w", "-f", commands.toString(), root());
        Path back = scratch.resolve("back");
        dump(name, back);
        if (!Arrays.equals(Files.readAllBytes(file), Files.readAllBytes(back))) {
            throw new IOException(name + " could not be written into the appliance");
        }
    }

    private void dump(String name, Path file) throws IOException, InterruptedException {
        Files.deleteIfExists(file);
        run("debugfs", "-R", "dump " + name + " " + file, root());
        if (!Files.exists(file)) {
            throw new IOException("the appliance has no " + name);
        }
    }

    private String root() {
        return folder.resolve(MachineShape.ROOT).toString();
    }

    private void run(String... command) throws IOException, InterruptedException {
        Path log = scratch.resolve("log");
        // Beside the first jobs, which have no clones yet.
        List<String> line = new ArrayList<>(List.of("nice"));
        line.addAll(List.of(command));
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("LIBGUESTFS_BACKEND", "direct");
        builder.environment().put("LIBGUESTFS_BACKEND_SETTINGS", "force_tcg");
        builder.environment().putIfAbsent("LIBGUESTFS_CACHEDIR", "/var/tmp");
        builder.environment().put("LIBGUESTFS_TMPDIR", scratch.toString());
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
                throw new IOException(command[0] + " fails: "
                        + Files.readString(log, StandardCharsets.ISO_8859_1).strip());
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
