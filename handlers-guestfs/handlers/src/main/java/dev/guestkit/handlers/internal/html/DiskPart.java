package dev.guestkit.handlers.internal.html;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The disks: each as a bar of its partitions, how full they are among it, and what lies on them. */
final class DiskPart {
    private static final double WIDTH = 1_000;
    private static final double HEIGHT = 40;

    /** What no partition may be thinner than, so that it is seen. */
    private static final double LEAST = 6;

    private final Markup page;
    private final JsonNode storage;

    DiskPart(Markup page, JsonNode storage) {
        this.page = page;
        this.storage = storage;
    }

    void write() {
        page.element("h2", "Disk", "id", "disk");
        storage.path("disks").forEach(this::disk);
        fold(
                "Volume groups",
                "volume_groups",
                new Table()
                        .column("group", "name")
                        .column("physical volumes", "physical_volumes")
                        .column("logical volumes", "logical_volumes")
                        .column("complete", "complete"));
        fold(
                "Arrays",
                "md_arrays",
                new Table()
                        .column("device", "device")
                        .column("level", "level")
                        .column("members", "members")
                        .column("state", "state"));
        fold(
                "Encryption",
                "encrypted",
                new Table()
                        .column("device", "device")
                        .column("type", "type")
                        .column("opened", "opened")
                        .column("reason", "reason"));
        fold(
                "Could not be read",
                "unreadable",
                new Table()
                        .column("device", "device")
                        .column("content", "content")
                        .column("reason", "reason"));
    }

    private void fold(String title, String key, Table table) {
        JsonNode rows = storage.path(key);
        if (!rows.isEmpty()) {
            page.open("div", "class", "card").element("h3", title);
            table.write(page, rows);
            page.close();
        }
    }

    private void disk(JsonNode disk) {
        page.open("div", "class", "card");
        page.element("h3", disk.path("device").asText());
        String table = disk.path("table_type").asText("");
        page.element(
                "span",
                Words.size(disk.path("size_bytes")) + (table.isEmpty() ? ", no partition table" : ", " + table),
                "class",
                "count");
        List<JsonNode> parts = parts(disk);
        bar(disk, parts);
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        parts.forEach(rows::add);
        new Table()
                .column("device", "device")
                .column("content", "content")
                .column(
                        "label",
                        row -> row.path("label")
                                .asText(row.path("partition_label").asText("")))
                .number("size", row -> Words.size(row.path("size_bytes")))
                .number("used", row -> Words.size(fileSystem(row).path("used_bytes")))
                .column("UUID", "uuid")
                .write(page, rows);
        page.close();
    }

    /** Its partitions in the order of their numbers, then what is made of them; the disk itself when it has none. */
    private List<JsonNode> parts(JsonNode disk) {
        List<JsonNode> volumes = Words.each(storage.path("volumes"))
                .filter(v ->
                        v.path("disk_index").asInt(-1) == disk.path("index").asInt())
                .toList();
        List<JsonNode> parts = volumes.stream()
                .filter(v -> !v.path("kind").asText().equals("disk"))
                .sorted(Comparator.comparingInt(v -> v.path("partition_number").asInt(Integer.MAX_VALUE)))
                .toList();
        return parts.isEmpty() ? volumes : parts;
    }

    private JsonNode fileSystem(JsonNode volume) {
        return Words.each(storage.path("file_systems"))
                .filter(f -> f.path("device").equals(volume.path("device")))
                .findFirst()
                .orElse(JsonNodeFactory.instance.objectNode());
    }

    private void bar(JsonNode disk, List<JsonNode> all) {
        List<JsonNode> parts = all.stream()
                .filter(v ->
                        List.of("partition", "disk").contains(v.path("kind").asText()))
                .toList();
        double total = Math.max(
                disk.path("size_bytes").asDouble(1),
                parts.stream().mapToDouble(v -> v.path("size_bytes").asDouble()).sum());
        double room = Math.max(0, WIDTH - LEAST * parts.size());
        page.open(
                "svg",
                "viewBox",
                "0 0 1000 40",
                "preserveAspectRatio",
                "none",
                "role",
                "img",
                "aria-label",
                "partitions by size");
        rectangle(0, WIDTH, "free", "not in a partition");
        double at = 0;
        for (JsonNode part : parts) {
            double width =
                    Math.min(WIDTH - at, LEAST + room * part.path("size_bytes").asDouble() / total);
            String title = part.path("device").asText() + " "
                    + part.path("content").asText("") + " " + Words.size(part.path("size_bytes"));
            rectangle(at, Math.max(0, width - 2), colour(part.path("content").asText("")), title);
            JsonNode files = fileSystem(part);
            double full = files.path("used_bytes").asDouble()
                    / Math.max(1, files.path("size_bytes").asDouble());
            rectangle(at, Math.max(0, width - 2) * Math.min(1, full), "used", title + ", shaded: used");
            at += width;
        }
        page.close();
    }

    private void rectangle(double x, double width, String kind, String title) {
        page.open("rect", "x", number(x), "y", "0", "width", number(width), "height", number(HEIGHT), "class", kind)
                .element("title", title)
                .close();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String colour(String content) {
        return switch (content) {
            case "ext2", "ext3", "ext4", "xfs", "f2fs" -> "f1";
            case "btrfs", "zfs_member", "bcachefs" -> "f2";
            case "LVM2_member", "linux_raid_member" -> "f3";
            case "crypto_LUKS", "BitLocker" -> "f4";
            case "ntfs", "vfat", "exfat" -> "f6";
            case "swap" -> "f5";
            default -> "f0";
        };
    }
}
