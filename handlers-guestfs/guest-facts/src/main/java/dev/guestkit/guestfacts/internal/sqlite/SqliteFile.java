package dev.guestkit.guestfacts.internal.sqlite;

import dev.guestkit.guestfacts.GuestFactsException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Reads one column of one table out of an SQLite 3 database, with the committed pages of its write-ahead log (format:
 * sqlite.org/fileformat2.html). No index, no SQL, no writing; a page is visited once, so a circle ends.
 */
public final class SqliteFile {
    private static final int INTERIOR = 0x05;
    private static final int LEAF = 0x0d;

    private final Pages pages;
    private final Consumer<String> notes;

    /** Rows that share cells could ask for more bytes than the file has, many times over. */
    private long budget;

    /**
     * Opens a database.
     *
     * @throws GuestFactsException {@code MALFORMED} when it is none
     */
    public SqliteFile(byte[] database, byte[] wal, Consumer<String> notes) {
        this.pages = new Pages(database, wal);
        this.notes = notes;
        this.budget = 2L * (database.length + (long) wal.length);
    }

    /**
     * Hands over the bytes of {@code column} (0 is the first one) of every row of a table.
     *
     * @throws GuestFactsException {@code MALFORMED} when there is no such table
     */
    public void rows(String table, int column, Consumer<byte[]> row) {
        int[] root = {0};
        // CREATE TABLE sqlite_schema(type text, name text, tbl_name text, rootpage integer, sql text)
        walk(1, record -> {
            Row r = new Row(record);
            boolean wanted = r.text(0).equals("table") && r.text(1).equals(table);
            root[0] = wanted ? (int) Math.min(r.number(3), Integer.MAX_VALUE) : root[0];
        });
        if (root[0] <= 0) {
            throw new GuestFactsException(GuestFactsException.Kind.MALFORMED, "the database has no table " + table);
        }
        walk(root[0], record -> row.accept(new Row(record).bytes(column)));
    }

    private void walk(int root, Consumer<byte[]> record) {
        Todo todo = new Todo(new BitSet(), new ArrayDeque<>());
        push(todo, root);
        while (!todo.pages().isEmpty()) {
            page(todo.pages().pop(), todo, record);
        }
    }

    private record Todo(BitSet seen, Deque<Integer> pages) {}

    private void push(Todo todo, int number) {
        if (number < 1 || number > pages.count() || todo.seen().get(number)) {
            notes.accept("the table names a page that is not there or comes twice: " + number);
            return;
        }
        todo.seen().set(number);
        todo.pages().push(number);
    }

    private void page(int number, Todo todo, Consumer<byte[]> record) {
        ByteBuffer page = pages.page(number);
        int start = number == 1 ? 100 : 0;
        int type = page.get(start);
        int cells = page.getShort(start + 3) & 0xffff;
        int pointers = start + (type == INTERIOR ? 12 : 8);
        if ((type != INTERIOR && type != LEAF) || pointers + 2 * cells > page.capacity()) {
            notes.accept("page " + number + " is damaged and left out");
            return;
        }
        if (type == INTERIOR) {
            push(todo, page.getInt(start + 8));
            for (int i = cells - 1; i >= 0; i--) {
                int cell = page.getShort(pointers + 2 * i) & 0xffff;
                push(todo, cell + 4 <= page.capacity() ? page.getInt(cell) : 0);
            }
            return;
        }
        for (int i = 0; i < cells; i++) {
            leaf(page, page.getShort(pointers + 2 * i) & 0xffff, record);
        }
    }

    private void leaf(ByteBuffer page, int cell, Consumer<byte[]> record) {
        Varint length = Varint.at(page, cell);
        Varint rowid = Varint.at(page, cell + length.size());
        int at = cell + length.size() + rowid.size();
        byte[] payload = length.value() > budget ? new byte[0] : new Payload(pages, page, at, length.value()).read();
        budget -= payload.length;
        if (payload.length == 0) {
            notes.accept("a row is damaged and left out");
        } else {
            record.accept(payload);
        }
    }

    /** One row: a header of serial types, then the values. */
    private static final class Row {
        private final byte[] payload;

        Row(byte[] payload) {
            this.payload = payload;
        }

        byte[] bytes(int column) {
            ByteBuffer buffer = ByteBuffer.wrap(payload);
            Varint header = Varint.at(buffer, 0);
            int at = header.size();
            long value = header.value();
            for (int i = 0; at < header.value() && at < payload.length; i++) {
                Varint type = Varint.at(buffer, at);
                long length = length(type.value());
                if (value < 0 || length < 0 || value + length > payload.length) {
                    return new byte[0];
                }
                if (i == column) {
                    return java.util.Arrays.copyOfRange(payload, (int) value, (int) (value + length));
                }
                value += length;
                at += type.size();
            }
            return new byte[0];
        }

        String text(int column) {
            return new String(bytes(column), StandardCharsets.UTF_8);
        }

        long number(int column) {
            long value = 0;
            for (byte b : bytes(column)) {
                value = (value << 8) | (b & 0xff);
            }
            return value;
        }

        private static long length(long type) {
            if (type >= 12) {
                return (type - 12) / 2;
            }
            return type < 0 ? -1 : new int[] {0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0}[(int) type];
        }
    }
}
