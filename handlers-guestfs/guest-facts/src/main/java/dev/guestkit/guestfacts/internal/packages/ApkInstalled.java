package dev.guestkit.guestfacts.internal.packages;

import dev.guestkit.guestfacts.InstalledPackage;
import dev.guestkit.guestfacts.internal.Lines;
import dev.guestkit.guestfacts.internal.Text;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads apk's installed database: lines {@code K:value}, a blank line after each package, file lists in between. */
final class ApkInstalled {
    private final byte[] bytes;
    private final Map<Character, String> values = new HashMap<>();

    ApkInstalled(byte[] bytes) {
        this.bytes = bytes;
    }

    void read(Consumer<InstalledPackage> found) {
        int at = 0;
        while (at < bytes.length) {
            int end = Lines.end(bytes, at);
            if (end == at) {
                finish(found);
            } else if (end - at > 2 && bytes[at + 1] == ':' && "PVATIoL".indexOf(bytes[at]) >= 0) {
                values.put((char) bytes[at], Text.decode(bytes, at + 2, end).strip());
            }
            at = end + 1;
        }
        finish(found);
    }

    private void finish(Consumer<InstalledPackage> found) {
        String name = values.getOrDefault('P', "");
        String full = values.getOrDefault('V', "");
        if (!name.isEmpty()) {
            Version v = Version.apk(full);
            found.accept(new InstalledPackage(
                    "apk",
                    name,
                    Optional.empty(),
                    v.version(),
                    v.release(),
                    full,
                    Optional.ofNullable(values.get('A')),
                    Optional.of(values.getOrDefault('o', name)),
                    Optional.ofNullable(values.get('I')).flatMap(Text::number),
                    Optional.ofNullable(values.get('T')),
                    Optional.ofNullable(values.get('L')).flatMap(Text::nonEmpty),
                    "installed"));
        }
        values.clear();
    }
}
