package dev.guestkit.appliance.clone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A frozen machine in a folder: memory, state of the devices, and the appliance that it booted from.
 *
 * @param folder where it lies
 * @param shape of the machine, which its clones share
 * @param version of libguestfs whose appliance it is
 */
record Template(Path folder, MachineShape shape, String version) {
    private static final String DESCRIPTION = "template.json";
    private static final List<String> FILES = List.of(
            MachineShape.MEMORY, MachineShape.STATE, MachineShape.ROOT, MachineShape.KERNEL, MachineShape.INITRD);

    /** Writes down what its files are, each flushed to the disk before. */
    void describe() throws IOException {
        ObjectNode description = JsonNodeFactory.instance.objectNode().put("version", version);
        for (String name : FILES) {
            Path file = folder.resolve(name);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            description.set(name, identity(file).put("digest", SparseDigest.of(file)));
        }
        Path fresh = Files.createTempFile(folder, DESCRIPTION, "");
        Files.writeString(fresh, description.toPrettyString());
        Files.move(fresh, folder.resolve(DESCRIPTION), StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * What is wrong with its files, empty when nothing is. As long as the kernel says that nobody wrote to one since its digest was taken, it
     * is not read again.
     */
    Optional<String> damage() {
        try {
            JsonNode description =
                    new ObjectMapper().readTree(folder.resolve(DESCRIPTION).toFile());
            boolean moved = false;
            for (String name : FILES) {
                Path file = folder.resolve(name);
                JsonNode then = description.path(name);
                ObjectNode now = identity(file);
                if (now.path("bytes").asLong() != then.path("bytes").asLong(-1)) {
                    return Optional.of(name + " has " + now.path("bytes") + " bytes, not " + then.path("bytes"));
                }
                now.set("digest", then.path("digest"));
                if (!now.equals(then)) {
                    if (!SparseDigest.of(file).equals(then.path("digest").asText())) {
                        return Optional.of(name + " was changed");
                    }
                    moved = true;
                }
            }
            if (moved) {
                describe();
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("it cannot be read: " + e);
        }
    }

    // As text, so that what is read back from JSON is equal.
    private static ObjectNode identity(Path file) throws IOException {
        Map<String, Object> a =
                Files.readAttributes(file, "unix:ino,size,lastModifiedTime,ctime", LinkOption.NOFOLLOW_LINKS);
        return JsonNodeFactory.instance
                .objectNode()
                .put("bytes", String.valueOf(a.get("size")))
                .put("inode", String.valueOf(a.get("ino")))
                .put("written", String.valueOf(a.get("lastModifiedTime")))
                .put("changed", String.valueOf(a.get("ctime")));
    }
}
