package dev.guestkit.guestfacts.internal.regf;

import dev.guestkit.guestfacts.internal.Text;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A key of a hive. */
public final class RegKey {
    private static final int NK = 0x6b6e;
    private static final int LF = 0x666c;
    private static final int LH = 0x686c;
    private static final int LI = 0x696c;
    private static final int RI = 0x6972;
    private static final int MAX_CHILDREN = 200_000;

    private final Hive hive;
    private final ByteBuffer cell;

    private RegKey(Hive hive, ByteBuffer cell) {
        this.hive = hive;
        this.cell = cell;
    }

    static Optional<RegKey> at(Hive hive, int offset) {
        return hive.cell(offset)
                .filter(c -> c.capacity() >= 76 && c.getShort(0) == NK)
                .map(c -> new RegKey(hive, c));
    }

    /** Its name. */
    public String name() {
        return name(cell, 76, cell.getShort(72) & 0xffff, (cell.getShort(2) & 0x20) != 0);
    }

    /** The keys below it. */
    public List<RegKey> subkeys() {
        List<RegKey> keys = new ArrayList<>();
        if (cell.getInt(20) != 0) {
            list(cell.getInt(28), true, keys);
        }
        return keys;
    }

    private void list(int offset, boolean listsOfLists, List<RegKey> keys) {
        Optional<ByteBuffer> found = hive.cell(offset).filter(c -> c.capacity() >= 4);
        if (found.isEmpty()) {
            return;
        }
        ByteBuffer list = found.get();
        int type = list.getShort(0);
        int step = type == LF || type == LH ? 8 : 4;
        int count = list.getShort(2) & 0xffff;
        for (int i = 0; i < count && 4 + step * (i + 1) <= list.capacity() && keys.size() < MAX_CHILDREN; i++) {
            int entry = list.getInt(4 + step * i);
            if (type == RI && listsOfLists) {
                list(entry, false, keys);
            } else if (type == LF || type == LH || type == LI) {
                at(hive, entry).ifPresent(keys::add);
            }
        }
    }

    /** The key of that name below it, without regard to case. */
    public Optional<RegKey> subkey(String name) {
        return subkeys().stream().filter(k -> k.name().equalsIgnoreCase(name)).findFirst();
    }

    /** Its values. */
    public List<RegValue> values() {
        List<RegValue> values = new ArrayList<>();
        int count = cell.getInt(36);
        Optional<ByteBuffer> list = count <= 0 ? Optional.empty() : hive.cell(cell.getInt(40));
        for (int i = 0;
                list.isPresent() && i < count && 4 * (i + 1) <= list.get().capacity();
                i++) {
            RegValue.at(hive, list.get().getInt(4 * i)).ifPresent(values::add);
        }
        return values;
    }

    /** The value of that name, without regard to case; the empty name is the default value. */
    public Optional<RegValue> value(String name) {
        return values().stream().filter(v -> v.name().equalsIgnoreCase(name)).findFirst();
    }

    /** A value as text, when there is one that is not blank. */
    public Optional<String> string(String name) {
        return value(name).map(RegValue::string).filter(s -> !s.isBlank());
    }

    /** A value as a number. */
    public Optional<Long> number(String name) {
        return value(name).flatMap(RegValue::number);
    }

    /** A value as several texts. */
    public List<String> strings(String name) {
        return value(name).map(RegValue::strings).orElse(List.of());
    }

    static String name(ByteBuffer cell, int from, int length, boolean oneByte) {
        int fits = Math.max(0, Math.min(length, cell.capacity() - from));
        byte[] bytes = new byte[fits];
        cell.get(from, bytes);
        return Text.clean(new String(bytes, oneByte ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_16LE));
    }
}
