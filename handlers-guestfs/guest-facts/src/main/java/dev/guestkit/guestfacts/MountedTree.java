package dev.guestkit.guestfacts;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Several file systems put together as a guest mounts them. Safe for use by several threads when its parts are. */
public final class MountedTree implements GuestTree {
    private final TreeMap<String, GuestTree> mounts = new TreeMap<>();

    /**
     * Makes one.
     *
     * @param mounts mount point, such as {@code /boot}, to what is mounted there; one of them is {@code /}
     * @throws IllegalArgumentException when nothing is mounted at {@code /}
     */
    public MountedTree(Map<String, ? extends GuestTree> mounts) {
        mounts.forEach((point, tree) -> this.mounts.put(GuestPath.normalize(point), tree));
        if (!this.mounts.containsKey("/")) {
            throw new IllegalArgumentException("no tree is mounted at /, only at " + this.mounts.keySet());
        }
    }

    @Override
    public Optional<GuestNode> node(String path) {
        Place place = place(path);
        Optional<GuestNode> node = place.tree().node(place.path());
        return node.isEmpty() && below(path).findAny().isPresent() ? Optional.of(GuestNode.directory()) : node;
    }

    @Override
    public List<String> names(String path) {
        Place place = place(path);
        TreeSet<String> names = new TreeSet<>(place.tree().names(place.path()));
        int skip = path.equals("/") ? 1 : path.length() + 1;
        below(path).forEach(point -> names.add(point.substring(skip).split("/", 2)[0]));
        return List.copyOf(names);
    }

    @Override
    public byte[] bytes(String path, int limit) {
        Place place = place(path);
        return place.tree().bytes(place.path(), limit);
    }

    private java.util.stream.Stream<String> below(String path) {
        String prefix = path.equals("/") ? "/" : path + "/";
        return mounts.keySet().stream().filter(p -> p.startsWith(prefix) && p.length() > prefix.length());
    }

    private Place place(String path) {
        for (String at = path; ; at = GuestPath.parent(at)) {
            GuestTree tree = mounts.get(at);
            if (tree != null) {
                String rest = at.equals("/") ? path : path.substring(at.length());
                return new Place(tree, rest.isEmpty() ? "/" : rest);
            }
        }
    }

    private record Place(GuestTree tree, String path) {}
}
