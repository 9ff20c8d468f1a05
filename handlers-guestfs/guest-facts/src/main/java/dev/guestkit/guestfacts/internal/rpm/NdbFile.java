package dev.guestkit.guestfacts.internal.rpm;

import dev.guestkit.guestfacts.GuestFactsException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * rpm's own database form ({@code Packages.db}; rpm, lib/backend/ndb/rpmpkg.c): pages of slots that say where each package's
 * blob lies, in blocks of 16 bytes. All little-endian.
 */
final class NdbFile {
    private static final int HEADER_MAGIC = magic("RpmP");
    private static final int SLOT_MAGIC = magic("Slot");
    private static final int BLOB_MAGIC = magic("BlbS");
    private static final int BLOCK = 16;
    private static final int PAGE = 4096;

    private final ByteBuffer file;
    private final Consumer<String> notes;

    NdbFile(byte[] bytes, Consumer<String> notes) {
        this.file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.notes = notes;
        if (bytes.length < 2 * BLOCK || file.getInt(0) != HEADER_MAGIC) {
            throw new GuestFactsException(GuestFactsException.Kind.MALFORMED, "this is no ndb database");
        }
    }

    List<byte[]> blobs() {
        long slotBytes = (file.getInt(12) & 0xffffffffL) * PAGE;
        List<byte[]> blobs = new ArrayList<>();
        long budget = file.capacity();
        // The header takes the place of the first two slots.
        for (long at = 2 * BLOCK; at + BLOCK <= Math.min(slotBytes, file.capacity()); at += BLOCK) {
            int slot = (int) at;
            boolean used = file.getInt(slot) == SLOT_MAGIC && file.getInt(slot + 8) != 0;
            byte[] blob = used ? blob(slot) : new byte[0];
            // Slots that overlap could ask for more than the file holds, many times over.
            budget -= blob.length;
            if (blob.length > 0 && budget >= 0) {
                blobs.add(blob);
            }
        }
        return blobs;
    }

    private byte[] blob(int slot) {
        long at = (file.getInt(slot + 8) & 0xffffffffL) * BLOCK;
        boolean there = at + BLOCK <= file.capacity()
                && file.getInt((int) at) == BLOB_MAGIC
                && file.getInt((int) at + 4) == file.getInt(slot + 4);
        long length = there ? file.getInt((int) at + 12) & 0xffffffffL : 0;
        if (!there || at + BLOCK + length > file.capacity()) {
            notes.accept("package " + (file.getInt(slot + 4) & 0xffffffffL) + " is damaged and left out");
            return new byte[0];
        }
        int from = (int) at + BLOCK;
        return Arrays.copyOfRange(file.array(), from, from + (int) length);
    }

    private static int magic(String four) {
        return four.charAt(0) | four.charAt(1) << 8 | four.charAt(2) << 16 | four.charAt(3) << 24;
    }
}
