package dev.guestkit.guestfacts.internal;

import dev.guestkit.guestfacts.GuestFactsException;
import dev.guestkit.guestfacts.GuestNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Reads a listing record by record; a name cannot imitate a record, because only NUL ends one. */
public final class FileRecords {
    private static final int MAX_FIELD = 16_384;

    private final InputStream in;
    private final Consumer<String> notes;
    private byte[] buffer = new byte[512];

    private FileRecords(InputStream in, Consumer<String> notes) {
        this.in = in;
        this.notes = notes;
    }

    /**
     * Hands over every node of a listing with its absolute path.
     *
     * @throws GuestFactsException {@code UNREADABLE} when the stream fails
     */
    public static void read(InputStream listing, Consumer<String> notes, BiConsumer<String, GuestNode> found) {
        try {
            new FileRecords(new BufferedInputStream(listing, 1 << 16), notes).all(found);
        } catch (IOException e) {
            throw new GuestFactsException(GuestFactsException.Kind.UNREADABLE, "the listing cannot be read: " + e, e);
        }
    }

    private void all(BiConsumer<String, GuestNode> found) throws IOException {
        while (true) {
            Optional<String> record = field();
            Optional<String> target = record.isEmpty() ? Optional.empty() : field();
            if (target.isEmpty()) {
                record.ifPresent(r -> notes.accept("the listing is cut short"));
                return;
            }
            String[] f = record.get().split(" ", 7);
            if (f.length == 7 && f[0].length() == 1) {
                found.accept(path(f[6]), node(f, target.get()));
            } else {
                notes.accept("a record of the listing is damaged and left out");
            }
        }
    }

    private static String path(String listed) {
        String path = listed.startsWith(".") ? listed.substring(1) : listed;
        return path.startsWith("/") ? path : "/" + path;
    }

    private static GuestNode node(String[] f, String target) {
        GuestNode.Kind kind = switch (f[0].charAt(0)) {
            case 'f' -> GuestNode.Kind.FILE;
            case 'd' -> GuestNode.Kind.DIRECTORY;
            case 'l' -> GuestNode.Kind.LINK;
            default -> GuestNode.Kind.SPECIAL;
        };
        int mode = f[1].matches("[0-7]{1,5}") ? Integer.parseInt(f[1], 8) & 07777 : 0;
        String seconds = f[5].split("\\.", 2)[0];
        return new GuestNode(
                kind,
                mode,
                Text.number(f[2]).orElse(-1L),
                Text.number(f[3]).orElse(-1L),
                kind == GuestNode.Kind.FILE ? Text.number(f[4]).orElse(0L) : 0,
                Text.number(seconds).orElse(0L),
                kind == GuestNode.Kind.LINK ? target : "");
    }

    private Optional<String> field() throws IOException {
        int length = 0;
        int c = in.read();
        while (c > 0) {
            if (length == buffer.length && length < MAX_FIELD) {
                buffer = Arrays.copyOf(buffer, 2 * length);
            }
            if (length < buffer.length) {
                buffer[length++] = (byte) c;
            }
            c = in.read();
        }
        return c < 0 ? Optional.empty() : Optional.of(new String(buffer, 0, length, StandardCharsets.UTF_8));
    }
}
