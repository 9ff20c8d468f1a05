package dev.guestkit.appliance;

import java.util.List;

/**
 * A block device inside the appliance that could hold a file system.
 *
 * @param device name inside the appliance, stable while the machine lives, such as {@code /dev/sda1} or {@code /dev/vg0/root}
 * @param kind what it is
 * @param diskIndex of the disk it lies on, -1 when on several or not known
 * @param partitionNumber from 1, 0 when not a partition
 * @param sizeBytes size
 * @param content as the blkid tool says it: {@code ext4}, {@code ntfs}, {@code swap}, {@code LVM2_member}, {@code crypto_LUKS},
 *     {@code linux_raid_member}; empty when not recognised
 * @param label of the file system, empty when none
 * @param uuid of the file system, empty when none
 * @param partitionType type code or GUID of the partition, empty when not a partition
 * @param partitionLabel GPT name, empty when none
 * @param partitionUuid GPT identifier, empty when none
 * @param bootable whether the legacy boot flag of its partition is set
 * @param subvolumes of btrfs, paths from the top; empty otherwise
 */
public record BlockVolume(
        String device,
        Kind kind,
        int diskIndex,
        int partitionNumber,
        long sizeBytes,
        String content,
        String label,
        String uuid,
        String partitionType,
        String partitionLabel,
        String partitionUuid,
        boolean bootable,
        List<String> subvolumes) {
    public BlockVolume {
        subvolumes = List.copyOf(subvolumes);
    }

    /** What a block device is. */
    public enum Kind {
        DISK,
        PARTITION,
        LOGICAL_VOLUME,
        MD_ARRAY,
        OPENED_LUKS,
        OTHER
    }

    /** Whether a key is needed to see what is inside. */
    public boolean encrypted() {
        return content.equals("crypto_LUKS") || content.equals("BitLocker");
    }

    /** Whether it is part of something larger: LVM, md or bcache. */
    public boolean member() {
        return content.endsWith("_member") || content.equals("bcache");
    }

    /** Whether a mount can be tried. */
    public boolean mountable() {
        return !content.isEmpty() && !encrypted() && !member() && !content.startsWith("swap");
    }
}
