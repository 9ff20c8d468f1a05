package dev.guestkit.appliance.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.guestkit.appliance.ApplianceException;
import dev.guestkit.appliance.ApplianceException.Kind;
import dev.guestkit.appliance.BlockVolume;
import dev.guestkit.appliance.Storage;
import dev.guestkit.appliance.Storage.Disk;
import dev.guestkit.appliance.Storage.MdArray;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what {@code storage.sh} prints. */
final class StorageReader {
    private static final byte PART = 036;
    private static final int MAX_DEPTH = 16;

    private final int disks;
    private final ObjectMapper mapper = new ObjectMapper();

    StorageReader(int disks) {
        this.disks = disks;
    }

    Storage read(byte[] answer) {
        List<String> parts = Records.split(answer, PART);
        if (parts.size() != 5) {
            throw senseless("parts: " + parts.size());
        }
        try {
            Map<String, JsonNode> blocks = new LinkedHashMap<>();
            mapper.readTree(parts.get(0)).path("blockdevices").forEach(b -> blocks.putIfAbsent(text(b, "kname"), b));
            LvmReader lvm = LvmReader.read(mapper, parts.get(1));
            List<String> problems = new ArrayList<>(lvm.problems(parts.get(2)));
            List<MdArray> arrays = arrays(parts.get(3), problems);
            Map<String, List<String>> subvolumes = subvolumes(parts.get(4), problems);
            return assemble(blocks, lvm, arrays, subvolumes, problems);
        } catch (JsonProcessingException e) {
            throw senseless(e.getOriginalMessage());
        }
    }

    private Storage assemble(
            Map<String, JsonNode> blocks,
            LvmReader lvm,
            List<MdArray> arrays,
            Map<String, List<String>> subvolumes,
            List<String> problems) {
        List<Disk> found = new ArrayList<>();
        List<BlockVolume> volumes = new ArrayList<>();
        blocks.forEach((name, block) -> {
            int index = disk(blocks, block, 0);
            boolean ours =
                    index >= 0 || arrays.stream().anyMatch(a -> a.device().equals("/dev/" + name));
            if (!ours) {
                return;
            }
            if (text(block, "type").equals("disk")) {
                found.add(new Disk(
                        index, text(block, "path"), size(block), text(block, "pttype"), text(block, "ptuuid")));
            }
            String device = lvm.device(text(block, "path"));
            volumes.add(volume(block, device, index, subvolumes.getOrDefault(text(block, "path"), List.of())));
        });
        found.sort(Comparator.comparingInt(Disk::index));
        volumes.sort(Comparator.comparingInt((BlockVolume v) -> v.diskIndex() < 0 ? Integer.MAX_VALUE : v.diskIndex())
                .thenComparing(BlockVolume::kind)
                .thenComparingInt(BlockVolume::partitionNumber)
                .thenComparing(BlockVolume::device));
        return new Storage(found, volumes, lvm.groups(), arrays, problems);
    }

    private BlockVolume volume(JsonNode block, String device, int index, List<String> subvolumes) {
        BlockVolume.Kind kind = kind(text(block, "type"));
        int number = kind == BlockVolume.Kind.PARTITION ? partition(block) : 0;
        String flags = text(block, "partflags");
        return new BlockVolume(
                device,
                kind,
                index,
                number,
                size(block),
                text(block, "fstype"),
                text(block, "label"),
                text(block, "uuid"),
                text(block, "parttype"),
                text(block, "partlabel"),
                text(block, "partuuid"),
                flags.equals("0x80") || flags.equals("0x4"),
                subvolumes);
    }

    private static int partition(JsonNode block) {
        String name = text(block, "kname");
        String parent = text(block, "pkname");
        String number =
                name.startsWith(parent) ? name.substring(parent.length()).replaceFirst("^p", "") : "";
        return number.matches("\\d{1,6}") ? Integer.parseInt(number) : 0;
    }

    private static BlockVolume.Kind kind(String type) {
        if (type.startsWith("raid") || type.equals("linear") || type.equals("md")) {
            return BlockVolume.Kind.MD_ARRAY;
        }
        return switch (type) {
            case "disk" -> BlockVolume.Kind.DISK;
            case "part" -> BlockVolume.Kind.PARTITION;
            case "lvm" -> BlockVolume.Kind.LOGICAL_VOLUME;
            case "crypt" -> BlockVolume.Kind.OPENED_LUKS;
            default -> BlockVolume.Kind.OTHER;
        };
    }

    // libguestfs gives each disk the SCSI target of its number; the last one is the appliance's own. Letters are luck.
    private int disk(Map<String, JsonNode> blocks, JsonNode block, int depth) {
        String parent = text(block, "pkname");
        if (!parent.isEmpty() && depth < MAX_DEPTH && blocks.containsKey(parent)) {
            return disk(blocks, blocks.getOrDefault(parent, block), depth + 1);
        }
        String[] address = text(block, "hctl").split(":", -1);
        if (address.length != 4 || !address[2].matches("\\d{1,4}")) {
            return -1;
        }
        int target = Integer.parseInt(address[2]);
        return target < disks ? target : -1;
    }

    private static List<MdArray> arrays(String part, List<String> problems) {
        List<MdArray> arrays = new ArrayList<>();
        for (String line : part.split("\n", -1)) {
            String[] f = line.split(" ", -1);
            if (f.length < 4) {
                continue;
            }
            List<String> members = new ArrayList<>();
            for (int i = 4; i < f.length; i++) {
                members.add("/dev/" + f[i]);
            }
            int missing = f[3].matches("\\d{1,4}") ? Integer.parseInt(f[3]) : 0;
            arrays.add(new MdArray("/dev/" + f[0], f[1], members, f[2], missing));
            if (f[2].equals("inactive")) {
                problems.add("the array " + f[0] + " could not be started: members are missing");
            }
        }
        return arrays;
    }

    private static Map<String, List<String>> subvolumes(String part, List<String> problems) {
        Map<String, List<String>> all = new HashMap<>();
        List<String> current = new ArrayList<>();
        for (String line : part.split("\n", -1)) {
            if (line.startsWith("D ")) {
                current = new ArrayList<>();
                all.put(line.substring(2), current);
            } else if (line.startsWith("S ")) {
                current.add(line.substring(2));
            } else if (line.startsWith("F ")) {
                problems.add(Text.shown(line.substring(2)) + " is btrfs and cannot be mounted");
            }
        }
        return all;
    }

    private static String text(JsonNode block, String key) {
        return block.path(key).asText("").equals("null") ? "" : block.path(key).asText("");
    }

    private static long size(JsonNode block) {
        return block.path("size").asLong();
    }

    private static ApplianceException senseless(String why) {
        return new ApplianceException(
                Kind.APPLIANCE_FAILED, "the appliance describes its disks without sense: " + Text.shown(why));
    }
}
