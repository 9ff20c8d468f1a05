package dev.guestkit.guestfacts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Two views of one guest: what the upper one does not know is asked of the lower one. */
record LayeredTree(GuestTree upper, GuestTree lower) implements GuestTree {
    @Override
    public Optional<GuestNode> node(String path) {
        Optional<GuestNode> node = upper.node(path);
        return node.isPresent() ? node : lower.node(path);
    }

    @Override
    public List<String> names(String path) {
        List<String> more = lower.names(path);
        if (more.isEmpty()) {
            return upper.names(path);
        }
        TreeSet<String> names = new TreeSet<>(more);
        names.addAll(upper.names(path));
        return new ArrayList<>(names);
    }

    @Override
    public byte[] bytes(String path, int limit) {
        return upper.node(path).isPresent() ? upper.bytes(path, limit) : lower.bytes(path, limit);
    }
}
