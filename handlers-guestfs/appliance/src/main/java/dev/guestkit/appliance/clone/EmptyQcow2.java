package dev.guestkit.appliance.clone;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * An empty qcow2 file, laid out as qcow2's specification (docs/interop/qcow2.txt of qemu) has it: header, refcounts, first-level table. It
 * names no backing file: what is below is said to qemu alone.
 */
final class EmptyQcow2 {
    private static final int CLUSTER = 1 << 16;
    private static final long BYTES_PER_ENTRY = (long) CLUSTER * (CLUSTER / 8);
    private static final int HEADER_LENGTH = 104;

    private EmptyQcow2() {}

    /** Makes one for a disk of this size. */
    static void create(Path file, long virtualBytes) throws IOException {
        long size = (virtualBytes + 511) / 512 * 512;
        int entries = Math.toIntExact(Math.max(1, (size + BYTES_PER_ENTRY - 1) / BYTES_PER_ENTRY));
        int tables = (entries * 8 + CLUSTER - 1) / CLUSTER;
        ByteBuffer bytes = ByteBuffer.allocate(3 * CLUSTER);
        bytes.putInt(0x514649fb).putInt(3);
        bytes.putLong(0).putInt(0); // no backing file
        bytes.putInt(16).putLong(size).putInt(0); // cluster bits, size, no encryption
        bytes.putInt(entries).putLong(3L * CLUSTER);
        bytes.putLong(CLUSTER).putInt(1); // table of refcounts
        bytes.putInt(0).putLong(0); // no snapshots
        bytes.putLong(0).putLong(0).putLong(0); // no features
        bytes.putInt(4).putInt(HEADER_LENGTH); // refcounts of 16 bits
        bytes.putLong(CLUSTER, 2L * CLUSTER);
        for (int cluster = 0; cluster < 3 + tables; cluster++) {
            bytes.putShort(2 * CLUSTER + 2 * cluster, (short) 1);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer rest = bytes.clear();
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            // Only the last byte of the table: the rest of it is zero by not being there.
            channel.write(ByteBuffer.allocate(1), (3L + tables) * CLUSTER - 1);
        }
    }
}
