package dev.guestkit.appliance.internal;

import dev.guestkit.appliance.ApplianceException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * What the first and last bytes of an image say, read by our own code before any other program looks at it. The magic numbers are
 * those of qemu's block drivers.
 *
 * @param driver the one that the header belongs to, {@code raw} when to none
 * @param unsupported name of a format that is recognised and never opened, else empty; a disk claimed to be raw may still begin so
 * @param refusal why it is not let in as an image of {@code driver}
 */
public record ImageHeader(String driver, String unsupported, Optional<Refusal> refusal) {
    private static final int HEAD = 64 << 10;
    private static final long QCOW2_EXTERNAL_DATA = 4;
    private static final int VHD_DIFFERENCING = 4;
    private static final Map<String, String> NEVER_OPENED = Map.of(
            "QED\0", "QED",
            "WithoutFreeSpace", "Parallels",
            "WithouFreSpacExt", "Parallels",
            "Bochs Virtual HD Image", "Bochs",
            "#!/bin/sh\n#V2.0 Format\n", "cloop",
            "QFI\u00fb\0\0\0\u0001", "QCOW 1");

    /** Reads it. */
    public static ImageHeader read(FileChannel channel) throws IOException {
        byte[] head = bytes(channel, 0, HEAD);
        byte[] tail = bytes(channel, Math.max(0, channel.size() - 512), 512);
        Optional<String> never = NEVER_OPENED.keySet().stream()
                .filter(magic -> starts(head, magic))
                .findFirst();
        if (never.isPresent() || starts(tail, "koly")) {
            return new ImageHeader("raw", never.map(NEVER_OPENED::get).orElse("Apple disk image"), Optional.empty());
        }
        if (starts(head, "QFI\u00fb")) {
            return new ImageHeader("qcow2", "", qcow2(head));
        }
        if (starts(head, "KDMV") || starts(head, "COWD") || starts(head, "# Disk DescriptorFile")) {
            return new ImageHeader("vmdk", "", SingleVmdk.refusal(channel, head));
        }
        if (starts(head, "vhdxfile")) {
            return new ImageHeader("vhdx", "", Optional.empty());
        }
        if (head.length >= 0x44 && ByteBuffer.wrap(head).getInt(0x40) == 0x7f10dabe) {
            return new ImageHeader("vdi", "", vdi(channel.size(), head));
        }
        boolean vhd = starts(tail, "conectix") || starts(head, "conectix");
        return vhd ? new ImageHeader("vpc", "", vhd(head, tail)) : new ImageHeader("raw", "", Optional.empty());
    }

    private static Optional<Refusal> qcow2(byte[] head) {
        ByteBuffer b = ByteBuffer.wrap(head);
        boolean external = head.length >= 80 && b.getInt(4) != 2 && (b.getLong(72) & QCOW2_EXTERNAL_DATA) != 0;
        return external
                ? Optional.of(
                        new Refusal(Kind.PATH_NOT_ALLOWED, "keeps its data in another file, which is not supported"))
                : Optional.empty();
    }

    // Where the data begins, how long a block is, and how many are there: see qemu's block/vdi.c.
    private static Optional<Refusal> vdi(long size, byte[] head) {
        ByteBuffer b = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        long least = head.length < 0x188
                ? 512
                : (b.getInt(0x158) & 0xffffffffL) + (b.getInt(0x178) & 0xffffffffL) * (b.getInt(0x184) & 0xffffffffL);
        return least < 0 || size < least ? Optional.of(cutShort()) : Optional.empty();
    }

    // qemu would read a differencing disk as if all that stands in its parent were zero.
    private static Optional<Refusal> vhd(byte[] head, byte[] tail) {
        if (!starts(tail, "conectix")) {
            return Optional.of(cutShort());
        }
        return differencing(head) || differencing(tail)
                ? Optional.of(new Refusal(
                        Kind.PATH_NOT_ALLOWED,
                        "is a differencing disk, whose parent is not supported; merge them first"))
                : Optional.empty();
    }

    private static boolean differencing(byte[] footer) {
        return starts(footer, "conectix")
                && footer.length >= 64
                && ByteBuffer.wrap(footer).getInt(60) == VHD_DIFFERENCING;
    }

    private static Refusal cutShort() {
        return new Refusal(Kind.IMAGE_CORRUPT, "is cut short: its last part is missing");
    }

    static byte[] bytes(FileChannel channel, long at, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining() && channel.read(buffer, at + buffer.position()) > 0) {
            // until full or at the end
        }
        byte[] read = new byte[buffer.flip().remaining()];
        buffer.get(read);
        return read;
    }

    private static boolean starts(byte[] data, String magic) {
        byte[] wanted = magic.getBytes(StandardCharsets.ISO_8859_1);
        return data.length >= wanted.length
                && java.util.Arrays.equals(data, 0, wanted.length, wanted, 0, wanted.length);
    }
}
