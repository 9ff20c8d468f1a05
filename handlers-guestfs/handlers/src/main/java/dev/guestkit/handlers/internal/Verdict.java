package dev.guestkit.handlers.internal;

import dev.guestkit.appliance.BlockVolume;
import dev.guestkit.appliance.Storage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether there is an operating system, in the protocol's four words, and why. "None" is said only when every file system was
 * mounted and read.
 */
record Verdict(Word word, List<String> reasons) {
    Verdict {
        reasons = List.copyOf(reasons);
    }

    /** The protocol's words, lower case on the wire. */
    enum Word {
        SYSTEMS,
        NONE,
        UNKNOWN,
        NOTHING_RECOGNISED
    }

    static Verdict of(DiskContents disk, List<SystemReport> reports) {
        List<AssembledSystem> systems =
                reports.stream().map(SystemReport::system).toList();
        List<String> reasons = new ArrayList<>();
        reports.forEach(r -> reasons.add(r.system().root().name() + ": " + r.title()));
        List<String> doubts = doubts(disk);
        reasons.addAll(doubts);
        reasons.addAll(withoutSystem(disk, systems));
        return new Verdict(word(disk, systems, doubts), reasons);
    }

    private static Word word(DiskContents disk, List<AssembledSystem> systems, List<String> doubts) {
        if (!systems.isEmpty()) {
            return Word.SYSTEMS;
        }
        if (!doubts.isEmpty()) {
            return Word.UNKNOWN;
        }
        return disk.storage().volumes().stream().allMatch(v -> v.content().isEmpty())
                ? Word.NOTHING_RECOGNISED
                : Word.NONE;
    }

    /** What was not looked into: a system could be there. */
    private static List<String> doubts(DiskContents disk) {
        List<String> doubts = new ArrayList<>();
        disk.unread().forEach(u -> doubts.add(u.device() + " (" + u.content() + "): " + u.reason()));
        doubts.addAll(disk.storage().problems());
        disk.storage().volumeGroups().stream()
                .filter(g -> !g.complete())
                .map(Storage.VolumeGroup::name)
                .forEach(name -> doubts.add("volume group " + name + " is not complete: a disk of it is missing"));
        disk.volumes().stream()
                .filter(v -> !v.problems().isEmpty())
                .forEach(v -> doubts.add(v.name() + ": " + v.problems().get(0)));
        return doubts;
    }

    private static List<String> withoutSystem(DiskContents disk, List<AssembledSystem> systems) {
        Set<String> used = new HashSet<>();
        systems.forEach(s -> s.mounts().values().forEach(v -> used.add(v.name())));
        List<String> reasons = new ArrayList<>();
        disk.volumes().stream()
                .filter(v -> !used.contains(v.name()))
                .forEach(v -> reasons.add(v.name() + " (" + v.type() + "): no root of a system in it"));
        if (disk.storage().volumes().stream().allMatch(v -> v.content().isEmpty())) {
            long partitions = disk.storage().volumes().stream()
                    .filter(v -> v.kind() == BlockVolume.Kind.PARTITION)
                    .count();
            reasons.add("no file system, volume manager or encryption is recognised on the disk"
                    + (partitions == 0 ? "" : " or in its " + partitions + " partitions"));
        }
        return reasons;
    }
}
