package dev.guestkit.guestfacts.internal.packages;

import dev.guestkit.guestfacts.InstalledPackage;
import dev.guestkit.guestfacts.internal.Lines;
import dev.guestkit.guestfacts.internal.Text;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads dpkg's status file (deb822 paragraphs). Works on bytes and decodes only the fields that are wanted: most of such a
 * file is descriptions and conffile lists.
 */
final class DpkgStatus {
    /** States in which a package's files lie on the disk (dpkg(1), "Package states"). */
    private static final Set<String> ON_DISK = Set.of(
            "installed", "unpacked", "half-configured", "triggers-awaiting", "triggers-pending", "half-installed");

    private static final byte[][] KEYS =
            keys("Package", "Status", "Architecture", "Version", "Source", "Installed-Size", "Description");

    private final byte[] bytes;
    private final boolean stateNeeded;
    private final String[] values = new String[KEYS.length];

    /** {@code stateNeeded} is false for status.d, whose paragraphs have no Status. */
    DpkgStatus(byte[] bytes, boolean stateNeeded) {
        this.bytes = bytes;
        this.stateNeeded = stateNeeded;
    }

    void read(Consumer<InstalledPackage> found) {
        java.util.Arrays.fill(values, "");
        int at = 0;
        while (at < bytes.length) {
            int end = Lines.end(bytes, at);
            if (end == at || bytes[at] == '\r') {
                finish(found);
            } else if (bytes[at] != ' ' && bytes[at] != '\t') {
                field(at, end);
            }
            at = end + 1;
        }
        finish(found);
    }

    private void field(int at, int end) {
        for (int k = 0; k < KEYS.length; k++) {
            byte[] key = KEYS[k];
            if (bytes[at] == key[0] && end - at >= key.length && same(at, key)) {
                values[k] = Text.decode(bytes, at + key.length, end).strip();
                return;
            }
        }
    }

    private boolean same(int at, byte[] key) {
        for (int i = 1; i < key.length; i++) {
            if (bytes[at + i] != key[i]) {
                return false;
            }
        }
        return true;
    }

    private void finish(Consumer<InstalledPackage> found) {
        String state = values[1].substring(values[1].lastIndexOf(' ') + 1);
        boolean there = stateNeeded ? ON_DISK.contains(state) : !values[0].isEmpty();
        if (there && !values[0].isEmpty()) {
            found.accept(make(stateNeeded ? state : "installed"));
        }
        java.util.Arrays.fill(values, "");
    }

    private InstalledPackage make(String state) {
        Version v = Version.debian(values[3]);
        // "Source: name (version)" where the source's version differs; absent where the name is the same.
        String source = values[4].isEmpty() ? values[0] : values[4].split(" ", 2)[0];
        return new InstalledPackage(
                "deb",
                values[0],
                v.epoch(),
                v.version(),
                v.release(),
                values[3],
                Text.nonEmpty(values[2]),
                Optional.of(source),
                Text.number(values[5]).map(kib -> kib <= Long.MAX_VALUE / 1024 ? kib * 1024 : Long.MAX_VALUE),
                Text.nonEmpty(values[6]),
                Optional.empty(),
                state);
    }

    private static byte[][] keys(String... names) {
        byte[][] keys = new byte[names.length][];
        for (int i = 0; i < names.length; i++) {
            keys[i] = (names[i] + ":").getBytes(StandardCharsets.US_ASCII);
        }
        return keys;
    }
}
