package dev.guestkit.handlers.internal;

import dev.guestkit.appliance.BlockVolume;
import dev.guestkit.appliance.Storage;
import dev.guestkit.guestfacts.StorageFacts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the device that a guest means. A guest names its disks as they were called where it ran ({@code /dev/vda2}, {@code UUID=…},
 * {@code /dev/mapper/vg0-root}), which says nothing about their names inside the appliance. Only disks of the job can be found.
 */
final class DeviceNames {
    /** IDE, SCSI, virtio and Xen: a letter a disk; from Documentation/admin-guide/devices.txt of Linux. */
    private static final Pattern LETTER = Pattern.compile("/dev/(?:[hsv]|xv)d([a-z])([0-9]*)");

    /** NVMe and MMC: numbers from 0, partitions after a p. */
    private static final Pattern NUMBER = Pattern.compile("/dev/(?:nvme([0-9]+)n1|mmcblk([0-9]+))(?:p([0-9]+))?");

    private static final Pattern MD = Pattern.compile("/dev/md/?(.+)");

    private final Storage storage;
    private final StorageFacts guest;
    private final Map<String, String> opened;

    /**
     * Makes one.
     *
     * @param storage what lies on the disks
     * @param guest what this guest says of its disks
     * @param opened encrypted device to the device that its key opened
     */
    DeviceNames(Storage storage, StorageFacts guest, Map<String, String> opened) {
        this.storage = storage;
        this.guest = guest;
        this.opened = opened;
    }

    /** The volume of the first field of a line of fstab. */
    Optional<BlockVolume> find(String spec) {
        int equals = spec.indexOf('=');
        if (equals > 0 && !spec.startsWith("/")) {
            return tagged(spec.substring(0, equals).toUpperCase(Locale.ROOT), unquoted(spec.substring(equals + 1)));
        }
        for (Map.Entry<String, String> by : LINKS.entrySet()) {
            if (spec.startsWith(by.getKey())) {
                return tagged(
                        by.getValue(), udevDecoded(spec.substring(by.getKey().length())));
            }
        }
        if (spec.startsWith("/dev/mapper/")) {
            return mapper(spec.substring("/dev/mapper/".length()));
        }
        return Stream.of(disk(spec), logical(spec), array(spec))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static final Map<String, String> LINKS = Map.of(
            "/dev/disk/by-uuid/", "UUID",
            "/dev/disk/by-label/", "LABEL",
            "/dev/disk/by-partuuid/", "PARTUUID",
            "/dev/disk/by-partlabel/", "PARTLABEL");

    private Optional<BlockVolume> tagged(String tag, String value) {
        if (value.isEmpty()) {
            return Optional.empty(); // as are most labels
        }
        return switch (tag) {
            case "UUID" -> first(v -> v.uuid().equalsIgnoreCase(value) && !v.member());
            case "LABEL" -> first(v -> v.label().equals(value) && !v.member());
            case "PARTUUID" -> first(v -> v.partitionUuid().equalsIgnoreCase(value));
            case "PARTLABEL" -> first(v -> v.partitionLabel().equals(value));
            default -> Optional.empty();
        };
    }

    private Optional<BlockVolume> disk(String spec) {
        Matcher letter = LETTER.matcher(spec);
        if (letter.matches()) {
            return partition(letter.group(1).charAt(0) - 'a', letter.group(2));
        }
        Matcher number = NUMBER.matcher(spec);
        if (number.matches()) {
            String disk = number.group(1) == null ? number.group(2) : number.group(1);
            return partition(small(disk), number.group(3) == null ? "" : number.group(3));
        }
        return Optional.empty();
    }

    private Optional<BlockVolume> partition(int disk, String number) {
        int partition = number.isEmpty() ? 0 : small(number);
        return first(v -> v.diskIndex() == disk
                && v.partitionNumber() == partition
                && (v.kind() == BlockVolume.Kind.PARTITION || v.kind() == BlockVolume.Kind.DISK));
    }

    /** {@code vg-lv} with doubled hyphens inside a name, or a name of crypttab. */
    private Optional<BlockVolume> mapper(String name) {
        Optional<BlockVolume> encrypted = guest.crypttab().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .flatMap(c -> find(c.device()))
                .flatMap(c -> Optional.ofNullable(opened.get(c.device())))
                .flatMap(device -> first(v -> v.device().equals(device)));
        if (encrypted.isPresent()) {
            return encrypted;
        }
        Matcher split = Pattern.compile("((?:[^-]|--)+)-((?:[^-]|--)+)").matcher(name);
        return split.matches()
                ? logical("/dev/" + undouble(split.group(1)) + "/" + undouble(split.group(2)))
                : Optional.empty();
    }

    private Optional<BlockVolume> logical(String spec) {
        return first(
                v -> v.kind() == BlockVolume.Kind.LOGICAL_VOLUME && v.device().equals(spec));
    }

    /** By its name; a single array is also found when the appliance gave it another number, as it does for a foreign host's. */
    private Optional<BlockVolume> array(String spec) {
        if (!MD.matcher(spec).matches()) {
            return Optional.empty();
        }
        List<BlockVolume> arrays = storage.volumes().stream()
                .filter(v -> v.kind() == BlockVolume.Kind.MD_ARRAY)
                .toList();
        Optional<BlockVolume> same =
                arrays.stream().filter(v -> v.device().equals(spec)).findFirst();
        return same.isPresent() || arrays.size() != 1 ? same : Optional.of(arrays.get(0));
    }

    private Optional<BlockVolume> first(Predicate<BlockVolume> wanted) {
        return storage.volumes().stream().filter(wanted).findFirst();
    }

    private static int small(String digits) {
        return digits.length() > 4 ? -1 : Integer.parseInt(digits);
    }

    private static String undouble(String name) {
        return name.replace("--", "-");
    }

    private static String unquoted(String value) {
        return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1)
                : value;
    }

    /** udev writes other characters of a label as {@code \x20}. */
    private static String udevDecoded(String name) {
        return Pattern.compile("\\\\x([0-9a-fA-F]{2})")
                .matcher(name)
                .replaceAll(m -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(m.group(1), 16))));
    }
}
