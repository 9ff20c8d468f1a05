package dev.guestkit.guestfacts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A guest's tree unpacked in a directory of the host. No link in it is ever followed by the host. Meant for trees that nobody
 * changes meanwhile: a folder exchanged for a link between two calls would be followed. Safe for use by several threads.
 */
public final class DirectoryTree implements GuestTree {
    private final Path root;

    /**
     * Makes one.
     *
     * @throws GuestFactsException {@code UNREADABLE} when {@code root} is no directory
     */
    public DirectoryTree(Path root) {
        try {
            this.root = root.toRealPath();
        } catch (IOException e) {
            throw unreadable(root.toString(), e);
        }
    }

    @Override
    public Optional<GuestNode> node(String path) {
        Optional<Path> host = host(path);
        if (host.isEmpty() || !Files.exists(host.get(), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(host.get()));
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static GuestNode read(Path host) throws IOException {
        Map<String, Object> a =
                Files.readAttributes(host, "unix:mode,uid,gid,size,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
        int mode = number(a, "mode").intValue();
        GuestNode.Kind kind = switch (mode & 0170000) {
            case 0100000 -> GuestNode.Kind.FILE;
            case 0040000 -> GuestNode.Kind.DIRECTORY;
            case 0120000 -> GuestNode.Kind.LINK;
            default -> GuestNode.Kind.SPECIAL;
        };
        String target =
                kind == GuestNode.Kind.LINK ? Files.readSymbolicLink(host).toString() : "";
        long size = kind == GuestNode.Kind.FILE ? number(a, "size").longValue() : 0;
        long modified = a.get("lastModifiedTime") instanceof FileTime t ? t.toMillis() / 1000 : 0;
        long uid = number(a, "uid").longValue() & 0xffffffffL;
        return new GuestNode(
                kind, mode & 07777, uid, number(a, "gid").longValue() & 0xffffffffL, size, modified, target);
    }

    private static Number number(Map<String, Object> attributes, String name) {
        return attributes.get(name) instanceof Number n ? n : 0;
    }

    @Override
    public List<String> names(String path) {
        Optional<Path> host = host(path);
        if (host.isEmpty() || !Files.isDirectory(host.get(), LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(host.get())) {
            stream.forEach(p -> names.add(String.valueOf(p.getFileName())));
        } catch (IOException e) {
            throw unreadable(path, e);
        }
        Collections.sort(names);
        return names;
    }

    @Override
    public byte[] bytes(String path, int limit) {
        Path host = host(path)
                .orElseThrow(() ->
                        new GuestFactsException(GuestFactsException.Kind.UNREADABLE, path + " leads through a link"));
        try (InputStream in = Files.newInputStream(host, LinkOption.NOFOLLOW_LINKS)) {
            return in.readNBytes(limit);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /** The path on the host; empty when a folder above it is a link or no directory, or the name cannot be one here. */
    private Optional<Path> host(String path) {
        Path at = root;
        String[] parts = path.split("/", -1);
        for (int i = 0; i < parts.length; i++) {
            if (parts[i].isEmpty()) {
                continue;
            }
            if (parts[i].equals("..") || parts[i].indexOf('\0') >= 0) {
                return Optional.empty();
            }
            if (!Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.empty();
            }
            at = at.resolve(parts[i]);
        }
        return Optional.of(at);
    }

    private static GuestFactsException unreadable(String path, IOException cause) {
        String message = path + " cannot be read: " + cause;
        return new GuestFactsException(GuestFactsException.Kind.UNREADABLE, message, cause);
    }
}
