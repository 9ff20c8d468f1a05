package dev.guestkit.guestfacts.internal.regf;

import dev.guestkit.guestfacts.internal.Text;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A value of a key. */
public final class RegValue {
    private static final int VK = 0x6b76;
    private static final int DB = 0x6264;
    private static final int MAX_DATA = 1 << 20;

    /** Larger data lie in several cells of so many bytes. */
    private static final int SEGMENT = 16_344;

    private final Hive hive;
    private final ByteBuffer cell;

    private RegValue(Hive hive, ByteBuffer cell) {
        this.hive = hive;
        this.cell = cell;
    }

    static Optional<RegValue> at(Hive hive, int offset) {
        return hive.cell(offset)
                .filter(c -> c.capacity() >= 20 && c.getShort(0) == VK)
                .map(c -> new RegValue(hive, c));
    }

    /** Its name, empty for the default value. */
    public String name() {
        return RegKey.name(cell, 20, cell.getShort(2) & 0xffff, (cell.getShort(16) & 1) != 0);
    }

    /** Its type as written; some keys of Windows hold numbers of their own there. */
    public long type() {
        return cell.getInt(12) & 0xffffffffL;
    }

    /** Its data, at most 1 MiB; none when they are not whole. */
    public byte[] data() {
        int raw = cell.getInt(4);
        int length = raw & 0x7fffffff;
        if (raw < 0) {
            byte[] inside = new byte[Math.min(length, 4)];
            cell.get(8, inside);
            return inside;
        }
        if (length > MAX_DATA) {
            return new byte[0];
        }
        Optional<ByteBuffer> data = hive.cell(cell.getInt(8));
        if (length > SEGMENT && data.filter(d -> d.getShort(0) == DB).isPresent()) {
            return segments(data.get(), length);
        }
        return data.filter(d -> d.capacity() >= length)
                .map(d -> first(d, length))
                .orElse(new byte[0]);
    }

    private byte[] segments(ByteBuffer head, int length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int count = head.getShort(2) & 0xffff;
        Optional<ByteBuffer> list = head.capacity() < 8 ? Optional.empty() : hive.cell(head.getInt(4));
        for (int i = 0;
                list.isPresent() && i < count && 4 * (i + 1) <= list.get().capacity() && out.size() < length;
                i++) {
            int wanted = Math.min(SEGMENT, length - out.size());
            hive.cell(list.get().getInt(4 * i))
                    .ifPresent(s -> out.writeBytes(first(s, Math.min(wanted, s.capacity()))));
        }
        return out.size() == length ? out.toByteArray() : new byte[0];
    }

    private static byte[] first(ByteBuffer buffer, int length) {
        byte[] bytes = new byte[length];
        buffer.get(0, bytes);
        return bytes;
    }

    /** As text: up to its first NUL. */
    public String string() {
        String text = new String(data(), StandardCharsets.UTF_16LE);
        int end = text.indexOf('\0');
        return Text.clean(end < 0 ? text : text.substring(0, end));
    }

    /** As several texts (REG_MULTI_SZ). */
    public List<String> strings() {
        String text = new String(data(), StandardCharsets.UTF_16LE);
        return List.of(text.split("\0", 1000)).stream()
                .map(Text::clean)
                .filter(s -> !s.isBlank())
                .toList();
    }

    /** As a number of four or eight bytes. */
    public Optional<Long> number() {
        byte[] data = data();
        ByteBuffer buffer = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        if (data.length == 4) {
            return Optional.of(buffer.getInt() & 0xffffffffL);
        }
        return data.length == 8 ? Optional.of(buffer.getLong()) : Optional.empty();
    }
}
