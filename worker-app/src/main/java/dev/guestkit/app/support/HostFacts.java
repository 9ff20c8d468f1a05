package dev.guestkit.app.support;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** What this machine and this Java are. */
final class HostFacts {
    private HostFacts() {}

    static ObjectNode tree(Path root) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        Runtime runtime = Runtime.getRuntime();
        tree.put(
                        "java",
                        Runtime.version() + ", " + System.getProperty("java.vendor") + ", "
                                + System.getProperty("java.home"))
                .put("java_max_heap_bytes", runtime.maxMemory())
                .put("processors", runtime.availableProcessors())
                .put("architecture", System.getProperty("os.arch"))
                .put("root_user", System.getProperty("user.name").equals("root"));
        lines(tree, "kernel", root.resolve("proc/version"), "");
        lines(tree, "system", root.resolve("etc/os-release"), "PRETTY_NAME=");
        lines(tree, "memory", root.resolve("proc/meminfo"), "Mem");
        lines(tree, "memory_limit_of_group", root.resolve("sys/fs/cgroup/memory.max"), "");
        lines(tree, "load", root.resolve("proc/loadavg"), "");
        String machine = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
        for (String program : List.of("qemu-system-" + machine, "qemu-img", "supermin")) {
            tree.put(program, version(program));
        }
        tree.put("kvm", Files.isReadable(root.resolve("dev/kvm")) && Files.isWritable(root.resolve("dev/kvm")));
        return tree;
    }

    /** The first line of what a program says of its version. */
    private static String version(String program) {
        try {
            Process process = new ProcessBuilder(program, "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "does not answer";
            }
            try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
                return Optional.ofNullable(said.readLine()).orElse("says nothing");
            }
        } catch (IOException e) {
            return "cannot be started: " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "not asked: interrupted";
        }
    }

    /** The lines of a file that begin so; what cannot be read is left out, which is told from nothing. */
    private static void lines(ObjectNode tree, String name, Path file, String begin) {
        try {
            tree.put(
                    name,
                    Files.readAllLines(file).stream()
                            .filter(line -> line.startsWith(begin))
                            .collect(Collectors.joining("; ")));
        } catch (IOException e) {
            tree.put(name, "cannot be read: " + e.getMessage());
        }
    }
}
