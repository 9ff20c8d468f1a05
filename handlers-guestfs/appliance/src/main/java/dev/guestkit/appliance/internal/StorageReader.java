package dev.guestkit.appliance.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
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
        if (parts.size() != 6) {
            throw senseless("parts: " + parts.size());
        }
        try {
            Map<String, Block> blocks = Block.read(parts.get(0), parts.get(1));
            LvmReader lvm = LvmReader.read(mapper, parts.get(2));
            List<String> problems = new ArrayList<>(lvm.problems(parts.get(3)));
            List<MdArray> arrays = arrays(parts.get(4), problems);
            Map<String, List<String>> subvolumes = subvolumes(parts.get(5), problems);
            return assemble(blocks, lvm, arrays, subvolumes, problems);
        } catch (JsonProcessingException e) {
            throw senseless(e.getOriginalMessage());
        } catch (NumberFormatException e) {
            throw senseless(String.valueOf(e.getMessage()));
        }
    }

    private Storage assemble(
            Map<String, Block> blocks,
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
            if (block.type().equals("disk")) {
                found.add(new Disk(index, block.path(), block.sizeBytes(), block.tag("PTTYPE"), block.tag("PTUUID")));
            }
            volumes.add(volume(block, lvm.device(block.path()), index, subvolumes.getOrDefault(name, List.of())));
        });
        found.sort(Comparator.comparingInt(Disk::index));
        volumes.sort(Comparator.comparingInt((BlockVolume v) -> v.diskIndex() < 0 ? Integer.MAX_VALUE : v.diskIndex())
                .thenComparing(BlockVolume::kind)
                .thenComparingInt(BlockVolume::partitionNumber)
                .thenComparing(BlockVolume::device));
        return new Storage(found, volumes, lvm.groups(), arrays, problems);
    }

    private static BlockVolume volume(Block block, String device, int index, List<String> subvolumes) {
        String flags = block.tag("PART_ENTRY_FLAGS");
        return new BlockVolume(
                device,
                kind(block.type()),
                index,
                block.number(),
                block.sizeBytes(),
                block.tag("TYPE"),
                block.tag("LABEL"),
                block.tag("UUID"),
                block.tag("PART_ENTRY_TYPE"),
                block.tag("PART_ENTRY_NAME"),
                block.tag("PART_ENTRY_UUID"),
                flags.equals("0x80") || flags.equals("0x4"),
                subvolumes);
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

    // Each disk has the SCSI target of its number; an appliance's own one comes after them. Letters are luck.
    private int disk(Map<String, Block> blocks, Block block, int depth) {
        Block parent = blocks.get(block.parent());
        if (parent != null && depth < MAX_DEPTH) {
            return disk(blocks, parent, depth + 1);
        }
        String[] address = block.address().split(":", -1);
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
                problems.add("/dev/" + Text.shown(line.substring(2)) + " is btrfs and cannot be mounted");
            }
        }
        return all;
    }

    private static ApplianceException senseless(String why) {
        return new ApplianceException(
                Kind.APPLIANCE_FAILED, "the appliance describes its disks without sense: " + Text.shown(why));
    }
}
