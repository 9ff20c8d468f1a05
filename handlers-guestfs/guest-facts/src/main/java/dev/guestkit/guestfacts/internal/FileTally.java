package dev.guestkit.guestfacts.internal;

import dev.guestkit.guestfacts.FileFacts;
import dev.guestkit.guestfacts.GuestNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/** Counts a stream of files and keeps what stands out. */
public final class FileTally {
    private static final int SETUID = 04000;
    private static final int SETGID = 02000;
    private static final int STICKY = 01000;
    private static final int OTHERS_WRITE = 0002;
    private static final int LARGEST = 50;

    private final Set<Long> owners;
    private final int most;
    private final List<FileFacts.Listed> privileged = new ArrayList<>();
    private final List<FileFacts.Listed> worldWritable = new ArrayList<>();
    private final List<FileFacts.Listed> unowned = new ArrayList<>();
    private final PriorityQueue<FileFacts.Listed> largest =
            new PriorityQueue<>(Comparator.comparingLong(FileFacts.Listed::sizeBytes));
    private final long[] counts = new long[7];

    /** {@code owners} are the known numeric users; none means that owners are not looked at. */
    public FileTally(Set<Long> owners, int most) {
        this.owners = owners;
        this.most = most;
    }

    /** Takes one node. */
    public void add(String path, GuestNode node) {
        boolean file = node.kind() == GuestNode.Kind.FILE;
        boolean directory = node.kind() == GuestNode.Kind.DIRECTORY;
        if (node.kind() == GuestNode.Kind.LINK) {
            counts[2]++;
        }
        if (!file && !directory) {
            return;
        }
        counts[file ? 0 : 1]++;
        // A directory's setgid only hands its group on.
        if (file && (node.mode() & (SETUID | SETGID)) != 0) {
            keep(privileged, 4, path, node);
        }
        if ((node.mode() & OTHERS_WRITE) != 0 && (file || (node.mode() & STICKY) == 0)) {
            keep(worldWritable, 5, path, node);
        }
        if (!owners.isEmpty() && !owners.contains(node.uid())) {
            keep(unowned, 6, path, node);
        }
        if (file) {
            counts[3] = Math.max(counts[3] + node.size(), counts[3]);
            large(path, node);
        }
    }

    private void keep(List<FileFacts.Listed> list, int counter, String path, GuestNode node) {
        counts[counter]++;
        if (list.size() < most) {
            list.add(listed(path, node));
        }
    }

    private void large(String path, GuestNode node) {
        FileFacts.Listed smallest = largest.peek();
        if (largest.size() < LARGEST || (smallest != null && node.size() > smallest.sizeBytes())) {
            largest.add(listed(path, node));
            if (largest.size() > LARGEST) {
                largest.poll();
            }
        }
    }

    private static FileFacts.Listed listed(String path, GuestNode node) {
        return new FileFacts.Listed(
                Text.clean(path),
                node.kind() == GuestNode.Kind.FILE ? "file" : "directory",
                Integer.toOctalString(node.mode()),
                node.uid(),
                node.gid(),
                node.size(),
                Instant.ofEpochSecond(Math.min(node.modified(), Instant.MAX.getEpochSecond()))
                        .toString());
    }

    /** All together; a listing without any file is no answer. */
    public FileFacts facts(List<FileFacts.Certificate> certificates, Notes notes) {
        if (counts[0] + counts[1] == 0) {
            throw new Unavailable("the listing of files is empty");
        }
        for (List<FileFacts.Listed> list : List.of(privileged, worldWritable, unowned)) {
            if (list.size() == most) {
                notes.add("lists of files hold at most " + most + " of them; the counts hold for all");
            }
        }
        List<FileFacts.Listed> bySize = new ArrayList<>(largest);
        bySize.sort(Comparator.comparingLong(FileFacts.Listed::sizeBytes).reversed());
        FileFacts.Counts all =
                new FileFacts.Counts(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], counts[6]);
        return new FileFacts(all, privileged, worldWritable, unowned, bySize, certificates);
    }
}
