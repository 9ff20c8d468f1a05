package dev.guestkit.worker.testkit.guest;

import dev.guestkit.appliance.Appliance;
import dev.guestkit.appliance.ApplianceEngine;
import dev.guestkit.appliance.ApplianceException;
import dev.guestkit.appliance.ApplianceInfo;
import dev.guestkit.appliance.BlockVolume;
import dev.guestkit.appliance.EngineProbe;
import dev.guestkit.appliance.GuestFilesystem;
import dev.guestkit.appliance.Storage;
import dev.guestkit.appliance.Tier;
import dev.guestkit.appliance.VettedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An engine whose machines all have the disk that was put together here out of directories; says what was asked of it. No virtual
 * machine is started and no image is read: the handler under test is given this engine in place of the real one. Thread-safe once
 * it is put together.
 */
public final class FakeDisk implements ApplianceEngine {
    private final List<BlockVolume> volumes = new ArrayList<>();
    private final Map<String, Path> trees = new HashMap<>();
    private final Map<String, String> keys = new HashMap<>();
    private final Map<String, BlockVolume> inside = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();

    /** Makes an empty one. */
    public FakeDisk() {}

    /** Adds a partition with a file system. */
    public FakeDisk partition(int number, String content, String uuid, Path tree) {
        trees.put("/dev/sda" + number, tree);
        return volume(block("/dev/sda" + number, BlockVolume.Kind.PARTITION, number, content, uuid, List.of()));
    }

    /** Adds a partition that cannot be mounted. */
    public FakeDisk broken(int number, String content) {
        return volume(block("/dev/sda" + number, BlockVolume.Kind.PARTITION, number, content, "", List.of()));
    }

    /** Adds a partition in which nothing is recognised. */
    public FakeDisk blank(int number) {
        return broken(number, "");
    }

    /** Adds btrfs with subvolumes; the top is an empty tree. */
    public FakeDisk btrfs(int number, String uuid, Path top, Map<String, Path> subvolumes) {
        String device = "/dev/sda" + number;
        trees.put(device, top);
        subvolumes.forEach((name, tree) -> trees.put(device + "/" + name, tree));
        return volume(
                block(device, BlockVolume.Kind.PARTITION, number, "btrfs", uuid, List.copyOf(subvolumes.keySet())));
    }

    /** Adds a LUKS partition that this passphrase opens. */
    public FakeDisk luks(int number, String uuid, String passphrase, Path tree) {
        String device = "/dev/sda" + number;
        keys.put(device, passphrase);
        trees.put("/dev/mapper/open" + number, tree);
        inside.put(
                device,
                block(
                        "/dev/mapper/open" + number,
                        BlockVolume.Kind.OPENED_LUKS,
                        0,
                        "ext4",
                        "inner-" + uuid,
                        List.of()));
        return volume(block(device, BlockVolume.Kind.PARTITION, number, "crypto_LUKS", uuid, List.of()));
    }

    /** Adds a logical volume. */
    public FakeDisk logical(String group, String name, Path tree) {
        String device = "/dev/" + group + "/" + name;
        trees.put(device, tree);
        return volume(block(device, BlockVolume.Kind.LOGICAL_VOLUME, 0, "ext4", "", List.of()));
    }

    /** Adds what could not be assembled. */
    public FakeDisk problem(String text) {
        problems.add(text);
        return this;
    }

    private FakeDisk volume(BlockVolume volume) {
        volumes.add(volume);
        return this;
    }

    private static BlockVolume block(
            String device, BlockVolume.Kind kind, int number, String content, String uuid, List<String> subvolumes) {
        return new BlockVolume(device, kind, 0, number, 1_000_000, content, "", uuid, "", "", "", false, subvolumes);
    }

    /** What was asked of the machines, in order. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    @Override
    public Appliance open(List<VettedImage> images, List<Path> belongings) {
        calls.add("open");
        return new Machine(new ArrayList<>(volumes));
    }

    @Override
    public EngineProbe probe() {
        return new EngineProbe("fake", "1", "tcg", List.of());
    }

    @Override
    public void close() {}

    private final class Machine implements Appliance {
        private final List<BlockVolume> now;

        Machine(List<BlockVolume> now) {
            this.now = now;
        }

        @Override
        public ApplianceInfo awaitReady() {
            calls.add("ready");
            return new ApplianceInfo("fake", "1", "tcg", Duration.ZERO, Tier.STOCK, "");
        }

        @Override
        public Storage storage() {
            return new Storage(
                    List.of(new Storage.Disk(0, "/dev/sda", 1_000_000, "gpt", "")),
                    now,
                    List.of(),
                    List.of(),
                    problems);
        }

        @Override
        public boolean unlock(String device, byte[] passphrase) {
            BlockVolume opened = inside.get(device);
            boolean fits = opened != null && new String(passphrase, StandardCharsets.UTF_8).equals(keys.get(device));
            if (opened != null && fits) {
                now.add(opened);
            }
            return fits;
        }

        @Override
        public GuestFilesystem mount(String device, String subvolume) {
            String name = subvolume.isEmpty() ? device : device + "/" + subvolume;
            Path tree = trees.get(name);
            if (tree == null) {
                throw new ApplianceException(ApplianceException.Kind.GUEST_UNREADABLE, "mount: bad superblock");
            }
            String type = now.stream()
                    .filter(v -> v.device().equals(device))
                    .map(BlockVolume::content)
                    .findFirst()
                    .orElseThrow();
            return new TreeFilesystem(tree, device, subvolume, type);
        }

        @Override
        public void kill(String reason) {
            calls.add("kill " + reason);
        }

        @Override
        public void close() {
            calls.add("close");
        }
    }
}
