package dev.guestkit.handlers.internal;

import dev.guestkit.appliance.BlockVolume;
import dev.guestkit.guestfacts.FactsOptions;
import dev.guestkit.guestfacts.GuestFacts;
import dev.guestkit.guestfacts.GuestTree;
import dev.guestkit.guestfacts.MountedTree;
import dev.guestkit.guestfacts.StorageFacts;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Finds every root among the mounted file systems and puts each system together by its own fstab, so that a separate {@code /usr},
 * {@code /var}, {@code /boot} or {@code /home} is read where the guest has it.
 */
final class SystemAssembler {
    /** What a guest mounts and no disk holds. */
    private static final Set<String> NOT_ON_DISK = Set.of(
            "swap",
            "proc",
            "sysfs",
            "devpts",
            "tmpfs",
            "devtmpfs",
            "nfs",
            "nfs4",
            "cifs",
            "none",
            "ignore",
            "fuse.sshfs",
            "debugfs",
            "securityfs",
            "efivarfs",
            "cgroup",
            "cgroup2",
            "overlay",
            "9p",
            "virtiofs",
            "ceph",
            "glusterfs");

    private final DiskContents disk;

    SystemAssembler(DiskContents disk) {
        this.disk = disk;
    }

    /** Every system, in the order of the disk. */
    List<AssembledSystem> systems() {
        List<AssembledSystem> systems = new ArrayList<>();
        for (MountedVolume volume : disk.volumes()) {
            RootKind.of(volume.names()).ifPresent(kind -> systems.add(system(volume, kind)));
        }
        return systems;
    }

    private AssembledSystem system(MountedVolume root, RootKind kind) {
        SortedMap<String, MountedVolume> mounts = new TreeMap<>();
        mounts.put("/", root);
        List<String> missing = new ArrayList<>();
        GuestTree alone = root.copy(kind, "/");
        if (kind == RootKind.LINUX) {
            StorageFacts said = GuestFacts.read(
                            kind.files(alone), FactsOptions.defaults(), EnumSet.of(GuestFacts.Topic.STORAGE))
                    .storage()
                    .known()
                    .orElse(new StorageFacts(List.of(), List.of(), List.of(), List.of(), List.of()));
            said.fstab().stream().filter(SystemAssembler::onDisk).forEach(m -> add(m, said, root, mounts, missing));
        }
        Map<String, GuestTree> trees = new TreeMap<>();
        mounts.forEach((point, volume) -> trees.put(point, volume.copy(kind, point)));
        GuestTree tree = trees.size() == 1 ? alone : new MountedTree(trees);
        return new AssembledSystem(root, kind, mounts, missing, tree);
    }

    private static boolean onDisk(StorageFacts.Mount mount) {
        return mount.mountPoint().startsWith("/")
                && !mount.mountPoint().contains("..")
                && !mount.mountPoint().equals("/")
                && !NOT_ON_DISK.contains(mount.type())
                && !mount.options().contains("bind")
                && !mount.options().contains("rbind");
    }

    private void add(
            StorageFacts.Mount mount,
            StorageFacts said,
            MountedVolume root,
            SortedMap<String, MountedVolume> mounts,
            List<String> missing) {
        String point = mount.mountPoint().length() > 1 && mount.mountPoint().endsWith("/")
                ? mount.mountPoint().substring(0, mount.mountPoint().length() - 1)
                : mount.mountPoint();
        Optional<BlockVolume> block = new DeviceNames(disk.storage(), said, disk.opened()).find(mount.spec());
        Optional<MountedVolume> volume = block.flatMap(b -> mounted(b, mount, root));
        if (volume.isPresent()) {
            mounts.putIfAbsent(point, volume.get());
        } else if (!mount.options().contains("noauto")) {
            String why = block.isEmpty()
                    ? "is on no disk of this job"
                    : disk.unread(block.get().device()).orElse("holds no such file system");
            missing.add(point + ": " + mount.spec() + " " + why);
        }
    }

    private Optional<MountedVolume> mounted(BlockVolume block, StorageFacts.Mount mount, MountedVolume root) {
        List<MountedVolume> of = disk.volumes().stream()
                .filter(v -> v.block().device().equals(block.device()))
                .toList();
        Optional<String> subvolume = mount.options().stream()
                .filter(o -> o.startsWith("subvol="))
                .map(o -> o.substring("subvol=".length()).replaceAll("^/+|/+$", ""))
                .reduce((first, last) -> last);
        Optional<MountedVolume> found = of.stream()
                .filter(v -> v.subvolume().equals(subvolume.orElse("")))
                .findFirst();
        // A mount without subvol= takes the default subvolume, which is the root's where the root is none by name.
        return found.or(() ->
                        subvolume.isPresent() ? Optional.empty() : of.stream().findFirst())
                .filter(v -> v != root);
    }
}
