package dev.guestkit.guestfacts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** A tree and what is known to be missing from it, so that "not handed over" is never taken for "not there". */
final class OmittedFiles implements GuestTree {
    private final GuestTree tree;
    private final Map<String, String> reasons = new TreeMap<>();
    private final Map<String, TreeSet<String>> names = new TreeMap<>();

    OmittedFiles(GuestTree tree, Map<String, String> reasons) {
        this.tree = tree;
        reasons.forEach((path, reason) -> {
            String clean = GuestPath.normalize(path);
            this.reasons.put(clean, reason);
            for (String at = clean; !at.equals("/"); at = GuestPath.parent(at)) {
                names.computeIfAbsent(GuestPath.parent(at), p -> new TreeSet<>())
                        .add(GuestPath.name(at));
            }
        });
    }

    @Override
    public Optional<GuestNode> node(String path) {
        Optional<GuestNode> there = tree.node(path);
        if (there.isPresent()) {
            return there;
        }
        if (reasons.containsKey(path)) {
            return Optional.of(GuestNode.file(0));
        }
        return names.containsKey(path) ? Optional.of(GuestNode.directory()) : Optional.empty();
    }

    @Override
    public List<String> names(String path) {
        TreeSet<String> more = names.get(path);
        if (more == null) {
            return tree.names(path);
        }
        TreeSet<String> all = new TreeSet<>(more);
        all.addAll(tree.names(path));
        return new ArrayList<>(all);
    }

    @Override
    public byte[] bytes(String path, int limit) {
        String reason = reasons.get(path);
        if (reason != null && tree.node(path).isEmpty()) {
            throw new GuestFactsException(GuestFactsException.Kind.UNREADABLE, reason);
        }
        return tree.bytes(path, limit);
    }
}
