package dev.guestkit.app.support;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        tree.put("kvm", Files.isReadable(root.resolve("dev/kvm")) && Files.isWritable(root.resolve("dev/kvm")));
        return tree;
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
