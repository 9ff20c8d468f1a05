package dev.guestkit.transport.file;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Reads a queue, and again after jobs were put into it, in a process of its own, for its system calls to be watched. */
final class TracedRescan {
    private TracedRescan() {}

    public static void main(String[] args) throws IOException {
        Path scratch = Path.of(args[0]);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Path root = scratch.resolve("spool");
        try (FileTransport transport = FileTransport.open(root)) {
            move(scratch.resolve("old"), root);
            transport.control().expire();
            move(scratch.resolve("new"), root);
            out.println("moved");
            transport.control().expire();
            out.println(args[1]);
            long depth = transport.control().stats().depth();
            if (depth != 303) {
                throw new IllegalStateException("303 jobs were expected, there are " + depth);
            }
            out.println("all of them");
        }
    }

    private static void move(Path from, Path root) throws IOException {
        List<Path> files;
        try (Stream<Path> entries = Files.list(from)) {
            files = entries.toList();
        }
        for (Path file : files) {
            Files.move(file, root.resolve("queue").resolve(file.getFileName()));
        }
    }
}
