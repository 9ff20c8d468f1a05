package dev.guestkit.appliance.internal;

import dev.guestkit.appliance.ApplianceException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a VMDK is one single file. Any other kind makes qemu open what its descriptor names, by a parser that takes far more than
 * it should; so nothing passes here that is not known line by line. Offsets and limits are those of VMware's "Virtual Disk Format
 * 5.0" and of qemu's {@code block/vmdk.c}.
 */
final class SingleVmdk {
    private static final int SECTOR = 512;
    private static final int MOST_SECTORS = 128;
    /** qemu looks for a parent's name in so many bytes after the first sector, whatever the header says of the descriptor. */
    private static final int SEARCHED = 20 * SECTOR;

    private static final Pattern KNOWN =
            Pattern.compile("(?:version|encoding|CID|parentCID|isNativeSnapshot|changeTrackPath"
                    + "|ddb\\.[A-Za-z0-9._]+)[ \\t]*=[ \\t]*(?:\"[^\"]*\"|[A-Za-z0-9._-]*)[ \\t]*");
    private static final Pattern TYPE =
            Pattern.compile("createType[ \\t]*=[ \\t]*\"(?:monolithicSparse|streamOptimized)\"[ \\t]*");
    private static final Pattern PARENT = Pattern.compile("parentFileNameHint=\"[^\"]*\"[ \\t]*");
    private static final Pattern ITSELF = Pattern.compile("(?:RW|RDONLY) [0-9]{1,18} SPARSE \"[^\"/\\\\]+\"[ \\t]*");
    private static final Pattern OTHERS = Pattern.compile("(?i)[^#]*\\b(?:RW|RDONLY|NOACCESS)\\b.*|createType.*");

    private int types;
    private int parents;
    private int extents;

    private SingleVmdk() {}

    /** Why it is not let in, if it is not. */
    static Optional<Refusal> refusal(FileChannel channel, byte[] head) throws IOException {
        ByteBuffer header = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        if (head.length < SECTOR || head[0] != 'K') {
            return Optional.of(split());
        }
        // Without a capacity, qemu opens what the descriptor names even when it lies inside a sparse file.
        long capacity = header.getLong(12);
        long at = header.getLong(28);
        long sectors = header.getLong(36);
        if (capacity <= 0 || at == 0) {
            return Optional.of(split());
        }
        if (at != 1 || sectors < 1 || sectors > MOST_SECTORS) {
            return Optional.of(odd("has its descriptor at an unusual place"));
        }
        int length = (int) sectors * SECTOR;
        String text = text(ImageHeader.bytes(channel, SECTOR, Math.max(length, SEARCHED)));
        return text.length() > length
                ? Optional.of(odd("has a descriptor that does not end"))
                : new SingleVmdk().lines(text);
    }

    private static String text(byte[] bytes) {
        String all = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = all.indexOf('\0');
        return end < 0 ? all : all.substring(0, end);
    }

    private Optional<Refusal> lines(String text) {
        for (String line : text.split("\r?\n", -1)) {
            Optional<Refusal> refusal = line(line);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return types == 1 && extents == 1 && parents <= 1
                ? Optional.empty()
                : Optional.of(odd("has a descriptor without exactly one type and one extent"));
    }

    private Optional<Refusal> line(String line) {
        boolean text = line.chars().allMatch(c -> c == '\t' || (c >= ' ' && c != 0x7f));
        boolean names = line.contains("parentFileNameHint") || line.contains("createType");
        if (text && !names && (line.isBlank() || line.startsWith("#") || matches(KNOWN, line))) {
            return Optional.empty();
        }
        if (text && matches(TYPE, line)) {
            types++;
            return Optional.empty();
        }
        if (text && matches(PARENT, line)) {
            parents++;
            return Optional.empty();
        }
        if (text && matches(ITSELF, line)) {
            extents++;
            return Optional.empty();
        }
        return Optional.of(
                matches(OTHERS, line)
                        ? split()
                        : odd("has a line in its descriptor that is not known: " + Text.shown(line)));
    }

    private static boolean matches(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        return matcher.matches();
    }

    private static Refusal split() {
        return new Refusal(
                Kind.PATH_NOT_ALLOWED,
                "keeps its data in other files, which is not supported; if you trust it, make one file of it with"
                        + " qemu-img convert -f vmdk -O qcow2 OLD NEW");
    }

    private static Refusal odd(String what) {
        return new Refusal(Kind.IMAGE_CORRUPT, what);
    }
}
