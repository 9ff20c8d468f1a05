package dev.guestkit.guestfacts.internal.packages;

import dev.guestkit.guestfacts.InstalledPackage;
import dev.guestkit.guestfacts.internal.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one desc file of pacman's local database: {@code %KEY%}, then its values, then a blank line. */
final class PacmanDesc {
    private PacmanDesc() {}

    static Optional<InstalledPackage> read(List<String> lines) {
        Map<String, String> values = new HashMap<>();
        List<String> licenses = new ArrayList<>();
        String key = "";
        for (String line : lines) {
            if (line.length() > 2 && line.startsWith("%") && line.endsWith("%")) {
                key = line;
            } else if (key.equals("%LICENSE%") && !line.isBlank()) {
                licenses.add(line.strip());
            } else if (!line.isBlank()) {
                values.putIfAbsent(key, line.strip());
            }
        }
        String name = values.getOrDefault("%NAME%", "");
        String full = values.getOrDefault("%VERSION%", "");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Version v = Version.debian(full);
        return Optional.of(new InstalledPackage(
                "pacman",
                name,
                v.epoch(),
                v.version(),
                v.release(),
                full,
                Optional.ofNullable(values.get("%ARCH%")),
                Optional.of(values.getOrDefault("%BASE%", name)),
                Optional.ofNullable(values.get("%SIZE%")).flatMap(Text::number),
                Optional.ofNullable(values.get("%DESC%")),
                Text.nonEmpty(String.join(" AND ", licenses)),
                "installed"));
    }
}
