package dev.guestkit.benchmarks.file;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The reference: create, write, fsync, link, unlink, directory fsync, of the same bytes. */
final class BareLoop {
    private final Path temporary;
    private final Path published;

    BareLoop(Path root) throws IOException {
        temporary = Files.createDirectories(root.resolve("bare-tmp"));
        published = Files.createDirectories(root.resolve("bare-queue"));
    }

    void publish(String name, byte[] bytes) throws IOException {
        Path file = temporary.resolve(name);
        try (FileOutputStream out = new FileOutputStream(file.toFile())) {
            out.write(bytes);
            out.getFD().sync();
        }
        Files.createLink(published.resolve(name), file);
        Files.delete(file);
        try (FileChannel directory = FileChannel.open(published, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
