package dev.guestkit.handlers.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.guestkit.appliance.BlockVolume;
import dev.guestkit.appliance.FilesystemUsage;
import java.util.Map;

/** What the disks hold as the result's {@code storage}. */
final class StorageReport {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final DiskContents disk;

    StorageReport(DiskContents disk) {
        this.disk = disk;
    }

    ObjectNode json() {
        ObjectNode storage = NODES.objectNode();
        storage.set("disks", RecordJson.of(disk.storage().disks()));
        ArrayNode volumes = storage.putArray("volumes");
        disk.storage().volumes().forEach(v -> volumes.add(volume(v)));
        storage.set("volume_groups", RecordJson.of(disk.storage().volumeGroups()));
        storage.set("md_arrays", RecordJson.of(disk.storage().arrays()));
        ArrayNode encrypted = storage.putArray("encrypted");
        disk.storage().volumes().stream().filter(BlockVolume::encrypted).forEach(v -> encrypted.add(encrypted(v)));
        ArrayNode files = storage.putArray("file_systems");
        disk.volumes().forEach(v -> files.add(fileSystem(v)));
        storage.set(
                "unreadable",
                RecordJson.of(disk.unread().stream().map(StorageReport::unread).toList()));
        storage.set("skipped", RecordJson.of(disk.skipped()));
        return storage;
    }

    /** A device; what blkid could not say is left out. */
    private static ObjectNode volume(BlockVolume v) {
        ObjectNode node = (ObjectNode) RecordJson.of(v);
        if (v.diskIndex() < 0) {
            node.remove("disk_index");
        }
        if (v.kind() != BlockVolume.Kind.PARTITION) {
            node.remove("partition_number");
            node.remove("bootable");
        }
        node.properties()
                .removeIf(e ->
                        (e.getValue().isTextual() && e.getValue().textValue().isEmpty())
                                || (e.getValue().isArray() && e.getValue().isEmpty()));
        return node;
    }

    private ObjectNode encrypted(BlockVolume v) {
        ObjectNode node = NODES.objectNode().put("device", v.device()).put("type", v.content());
        if (!v.uuid().isEmpty()) {
            node.put("uuid", v.uuid());
        }
        String inside = disk.opened().get(v.device());
        node.put("opened", inside != null || disk.unread(v.device()).isEmpty());
        if (inside != null) {
            node.put("opened_as", inside);
        }
        disk.unread(v.device()).ifPresent(reason -> node.put("reason", reason));
        return node;
    }

    private static ObjectNode fileSystem(MountedVolume v) {
        ObjectNode node =
                NODES.objectNode().put("name", v.name()).put("device", v.block().device());
        node.put("type", v.type());
        if (!v.subvolume().isEmpty()) {
            node.put("subvolume", v.subvolume());
        }
        if (!v.block().label().isEmpty()) {
            node.put("label", v.block().label());
        }
        if (!v.block().uuid().isEmpty()) {
            node.put("uuid", v.block().uuid());
        }
        usage(node, v.usage());
        if (!v.notes().isEmpty() || !v.problems().isEmpty()) {
            ArrayNode notes = node.putArray("notes");
            v.problems().forEach(notes::add);
            v.notes().forEach(notes::add);
        }
        return node;
    }

    private static void usage(ObjectNode node, FilesystemUsage usage) {
        node.put("size_bytes", usage.sizeBytes());
        node.put("used_bytes", usage.sizeBytes() - usage.freeBytes());
        node.put("available_bytes", usage.availableBytes());
        if (usage.files() > 0) {
            node.put("inodes", usage.files()).put("inodes_used", usage.files() - usage.freeFiles());
        }
    }

    private static Map<String, String> unread(DiskContents.Unread u) {
        return Map.of("device", u.device(), "content", u.content(), "reason", u.reason());
    }
}
