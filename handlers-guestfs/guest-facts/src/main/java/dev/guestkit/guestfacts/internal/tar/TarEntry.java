package dev.guestkit.guestfacts.internal.tar;

import dev.guestkit.guestfacts.GuestFactsException;
import dev.guestkit.guestfacts.GuestNode;
import java.util.List;

/**
 * One entry of an archive.
 *
 * @param name as written in the archive
 * @param node what it is
 * @param hardLink the name whose content this one shares, or empty
 * @param chunks where the content lies; what no chunk covers is zeros
 */
public record TarEntry(String name, GuestNode node, String hardLink, List<Chunk> chunks) {
    /** A run of bytes: place in the file, place in the archive, length. */
    public record Chunk(long offset, long position, long length) {}

    /** The node of a name that shares this entry's content. */
    public GuestNode node(GuestNode own) {
        if (own.kind() != GuestNode.Kind.FILE || own.equals(node)) {
            return own;
        }
        return new GuestNode(node.kind(), own.mode(), own.uid(), own.gid(), node.size(), own.modified(), node.target());
    }

    /** The first {@code limit} bytes. */
    public byte[] read(ByteSource source, int limit) {
        int length = (int) Math.min(limit, node.size());
        if (chunks.size() == 1 && chunks.get(0).offset() == 0 && chunks.get(0).length() >= length) {
            return complete(source.read(chunks.get(0).position(), length), length);
        }
        byte[] bytes = new byte[length];
        for (Chunk chunk : chunks) {
            long from = Math.min(chunk.offset(), length);
            int count = (int) Math.min(chunk.length(), length - from);
            byte[] part = complete(source.read(chunk.position(), count), count);
            System.arraycopy(part, 0, bytes, (int) from, count);
        }
        return bytes;
    }

    private byte[] complete(byte[] bytes, int wanted) {
        if (bytes.length < wanted) {
            throw new GuestFactsException(
                    GuestFactsException.Kind.UNREADABLE,
                    "the archive ends inside of " + node.size() + " bytes of content");
        }
        return bytes;
    }
}
