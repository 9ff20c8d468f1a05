package dev.guestkit.appliance.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/** What the first and last bytes of an image say, read by our own code before any other program looks at it. */
public final class ImageHeader {
    private static final int HEAD = 64 << 10;
    private static final int QCOW2_EXTERNAL_DATA = 4;

    private final String driver;
    private final boolean externalData;
    private final String descriptor;
    private final boolean refersToExtents;
    private final boolean complete;

    private ImageHeader(
            String driver, boolean externalData, String descriptor, boolean refersToExtents, boolean complete) {
        this.driver = driver;
        this.externalData = externalData;
        this.descriptor = descriptor;
        this.refersToExtents = refersToExtents;
        this.complete = complete;
    }

    private static ImageHeader plain(String driver) {
        return new ImageHeader(driver, false, "", false, true);
    }

    /** Reads it. The magic numbers are those of qemu's block drivers. */
    public static ImageHeader read(FileChannel channel) throws IOException {
        byte[] head = bytes(channel, 0, HEAD);
        if (starts(head, 0, "QFI\u00fb")) {
            ByteBuffer b = ByteBuffer.wrap(head);
            boolean external = head.length >= 80 && b.getInt(4) >= 3 && (b.getLong(72) & QCOW2_EXTERNAL_DATA) != 0;
            return new ImageHeader("qcow2", external, "", false, true);
        }
        if (starts(head, 0, "KDMV") || starts(head, 0, "COWD") || starts(head, 0, "# Disk DescriptorFile")) {
            return new ImageHeader("vmdk", false, vmdkDescriptor(channel, head), describesExtents(head), true);
        }
        if (starts(head, 0, "vhdxfile")) {
            return plain("vhdx");
        }
        if (head.length >= 0x44 && ByteBuffer.wrap(head).getInt(0x40) == 0x7f10dabe) {
            ByteBuffer b = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
            // Where the data begins, how long a block is, and how many are there: see qemu's block/vdi.c.
            long least = head.length < 0x188
                    ? 512
                    : (b.getInt(0x158) & 0xffffffffL) + (b.getInt(0x178) & 0xffffffffL) * b.getInt(0x184);
            return new ImageHeader("vdi", false, "", false, channel.size() >= least);
        }
        long size = channel.size();
        boolean footer = starts(bytes(channel, Math.max(0, size - 512), 512), 0, "conectix");
        boolean vhd = footer || starts(head, 0, "conectix");
        return vhd ? new ImageHeader("vpc", false, "", false, footer) : plain("raw");
    }

    /** Driver that the header belongs to, {@code raw} when to none. */
    public String driver() {
        return driver;
    }

    /** Whether a qcow2 keeps its data in another file. */
    public boolean externalData() {
        return externalData;
    }

    /** Text of a VMDK descriptor, empty when there is none. */
    public String descriptor() {
        return descriptor;
    }

    /** Whether a VMDK takes its data from the files that its descriptor names. */
    public boolean refersToExtents() {
        return refersToExtents;
    }

    /** Whether a VHD has the footer that it must end with and a VDI all its blocks; true for other formats. */
    public boolean complete() {
        return complete;
    }

    // A sparse file without a capacity is opened by the descriptor inside it.
    private static boolean describesExtents(byte[] head) {
        if (!starts(head, 0, "KDMV")) {
            return starts(head, 0, "# Disk");
        }
        return head.length < 20
                || ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong(12) == 0;
    }

    // A sparse extent says at byte 28 in which sector its descriptor begins, and at 36 how many it has.
    private static String vmdkDescriptor(FileChannel channel, byte[] head) throws IOException {
        byte[] text = head;
        if (starts(head, 0, "KDMV") && head.length >= 44) {
            ByteBuffer b = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
            long at = b.getLong(28) * 512;
            long length = b.getLong(36) * 512;
            text = at <= 0 || length <= 0 ? new byte[0] : bytes(channel, at, (int) Math.min(length, HEAD));
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(FileChannel channel, long at, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining() && channel.read(buffer, at + buffer.position()) > 0) {
            // until full or at the end
        }
        byte[] read = new byte[buffer.flip().remaining()];
        buffer.get(read);
        return read;
    }

    private static boolean starts(byte[] data, int at, String magic) {
        byte[] wanted = magic.getBytes(StandardCharsets.ISO_8859_1);
        return data.length >= at + wanted.length
                && java.util.Arrays.equals(data, at, at + wanted.length, wanted, 0, wanted.length);
    }
}
