package dev.guestkit.handlers.internal;

import dev.guestkit.guestfacts.GuestFactsException;
import dev.guestkit.guestfacts.GuestNode;
import dev.guestkit.guestfacts.GuestTree;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Several views of one file system, each knowing a part of it; the first that knows a path answers for it. */
record Layers(List<GuestTree> trees) implements GuestTree {
    Layers {
        trees = List.copyOf(trees);
    }

    @Override
    public Optional<GuestNode> node(String path) {
        return trees.stream().map(t -> t.node(path)).flatMap(Optional::stream).findFirst();
    }

    @Override
    public List<String> names(String path) {
        TreeSet<String> names = new TreeSet<>();
        trees.forEach(t -> names.addAll(t.names(path)));
        return List.copyOf(names);
    }

    @Override
    public byte[] bytes(String path, int limit) {
        for (GuestTree tree : trees) {
            if (tree.node(path).isPresent()) {
                return tree.bytes(path, limit);
            }
        }
        throw new GuestFactsException(GuestFactsException.Kind.UNREADABLE, path + " was not handed over");
    }
}
