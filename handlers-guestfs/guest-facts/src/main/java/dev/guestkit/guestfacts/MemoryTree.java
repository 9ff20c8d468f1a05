package dev.guestkit.guestfacts;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** A small tree held in memory, for tests and for files made up on the spot. Safe for readers once it is filled. */
public final class MemoryTree implements GuestTree {
    private final Map<String, GuestNode> nodes = new HashMap<>();
    private final Map<String, byte[]> contents = new HashMap<>();
    private final Map<String, TreeSet<String>> names = new HashMap<>();

    /** Makes an empty tree. */
    public MemoryTree() {
        nodes.put("/", GuestNode.directory());
    }

    /** Adds a text file and the directories above it. */
    public MemoryTree file(String path, String text) {
        return file(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a file and the directories above it. */
    public MemoryTree file(String path, byte[] content) {
        contents.put(GuestPath.normalize(path), content.clone());
        return node(path, GuestNode.file(content.length));
    }

    /** Adds a symbolic link and the directories above it. */
    public MemoryTree link(String path, String target) {
        return node(path, GuestNode.link(target));
    }

    /** Adds a directory and those above it. */
    public MemoryTree directory(String path) {
        return node(path, GuestNode.directory());
    }

    /** Adds any node and the directories above it. */
    public MemoryTree node(String path, GuestNode node) {
        String clean = GuestPath.normalize(path);
        for (String at = clean; !at.equals("/"); at = GuestPath.parent(at)) {
            names.computeIfAbsent(GuestPath.parent(at), p -> new TreeSet<>()).add(GuestPath.name(at));
            nodes.putIfAbsent(at, GuestNode.directory());
        }
        nodes.put(clean, node);
        return this;
    }

    @Override
    public Optional<GuestNode> node(String path) {
        return Optional.ofNullable(nodes.get(path));
    }

    @Override
    public List<String> names(String path) {
        return List.copyOf(names.getOrDefault(path, new TreeSet<>()));
    }

    @Override
    public byte[] bytes(String path, int limit) {
        byte[] content = contents.get(path);
        if (content == null) {
            throw new GuestFactsException(GuestFactsException.Kind.UNREADABLE, path + " has no content");
        }
        return content.length <= limit ? content.clone() : Arrays.copyOf(content, limit);
    }
}
