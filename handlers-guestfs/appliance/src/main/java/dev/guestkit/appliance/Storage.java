package dev.guestkit.appliance;

import java.util.List;

/**
 * What lies on the disks of a job.
 *
 * @param disks in the order in which the images were given
 * @param volumes everything that could hold a file system: disks, partitions, logical volumes, md arrays, opened encrypted volumes
 * @param volumeGroups of LVM
 * @param arrays of md
 * @param problems what could not be read or assembled, in words; when not empty, "nothing found" means unknown
 */
public record Storage(
        List<Disk> disks,
        List<BlockVolume> volumes,
        List<VolumeGroup> volumeGroups,
        List<MdArray> arrays,
        List<String> problems) {
    public Storage {
        disks = List.copyOf(disks);
        volumes = List.copyOf(volumes);
        volumeGroups = List.copyOf(volumeGroups);
        arrays = List.copyOf(arrays);
        problems = List.copyOf(problems);
    }

    /**
     * A disk as the guest sees it.
     *
     * @param index of the image in the request
     * @param device name inside the appliance
     * @param sizeBytes virtual size
     * @param tableType {@code gpt}, {@code dos}, or empty without a partition table
     * @param tableId identifier of that table, empty when none
     */
    public record Disk(int index, String device, long sizeBytes, String tableType, String tableId) {}

    /**
     * An LVM volume group.
     *
     * @param name of the group
     * @param uuid of the group
     * @param sizeBytes of all its physical volumes
     * @param freeBytes not given to a logical volume
     * @param physicalVolumes devices; {@code [unknown]} stands for one that is not there
     * @param logicalVolumes devices
     * @param complete whether all physical volumes are there
     */
    public record VolumeGroup(
            String name,
            String uuid,
            long sizeBytes,
            long freeBytes,
            List<String> physicalVolumes,
            List<String> logicalVolumes,
            boolean complete) {
        public VolumeGroup {
            physicalVolumes = List.copyOf(physicalVolumes);
            logicalVolumes = List.copyOf(logicalVolumes);
        }
    }

    /**
     * A software RAID array.
     *
     * @param device name inside the appliance
     * @param level such as {@code raid1}
     * @param members devices that are there
     * @param state as the kernel says it, such as {@code clean} or {@code inactive}
     * @param degraded members that are missing
     */
    public record MdArray(String device, String level, List<String> members, String state, int degraded) {
        public MdArray {
            members = List.copyOf(members);
        }
    }
}
