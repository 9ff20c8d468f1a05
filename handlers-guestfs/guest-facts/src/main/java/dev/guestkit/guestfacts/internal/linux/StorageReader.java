package dev.guestkit.guestfacts.internal.linux;

import dev.guestkit.guestfacts.StorageFacts;
import dev.guestkit.guestfacts.internal.Probe;
import dev.guestkit.guestfacts.internal.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads fstab, crypttab, mdadm.conf and systemd's mount and swap units. */
public final class StorageReader {
    private final Probe probe;

    private StorageReader(Probe probe) {
        this.probe = probe;
    }

    /** What the guest says about its disks. A guest without fstab is one with no entries, and that is said. */
    public static StorageFacts read(Probe probe) {
        return new StorageReader(probe).all();
    }

    private StorageFacts all() {
        List<StorageFacts.Mount> fstab = fstab();
        List<String> units = new ArrayList<>(probe.files().glob("/etc/systemd/system/*.mount"));
        units.addAll(probe.files().glob("/etc/systemd/system/*.swap"));
        List<String> swap = new ArrayList<>();
        fstab.stream().filter(m -> m.type().equals("swap")).forEach(m -> swap.add(m.spec()));
        for (String unit : units) {
            if (unit.endsWith(".swap")) {
                IniFile.parse(probe.linesOrNone(unit)).last("Swap", "What").ifPresent(swap::add);
            }
        }
        return new StorageFacts(
                probe.limited(fstab, "mounts"), units.stream().map(Text::clean).toList(), crypttab(), arrays(), swap);
    }

    private List<StorageFacts.Mount> fstab() {
        Optional<List<String>> lines = probe.lines("/etc/fstab");
        if (lines.isEmpty()) {
            probe.notes().add("there is no readable /etc/fstab");
        }
        List<StorageFacts.Mount> mounts = new ArrayList<>();
        for (List<String> f : fields(lines.orElse(List.of()))) {
            if (f.size() < 3) {
                probe.notes().add("/etc/fstab: a line with " + f.size() + " fields is skipped");
                continue;
            }
            mounts.add(new StorageFacts.Mount(
                    octal(f.get(0)),
                    octal(f.get(1)),
                    f.get(2),
                    f.size() > 3 ? List.of(f.get(3).split(",", -1)) : List.of(),
                    f.size() > 4 ? Text.number(f.get(4)).orElse(0L) : 0,
                    f.size() > 5 ? Text.number(f.get(5)).orElse(0L) : 0));
        }
        return mounts;
    }

    /** fstab writes blanks and other special characters as backslash and three octal digits. */
    private static String octal(String field) {
        if (field.indexOf('\\') < 0) {
            return field;
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < field.length(); i++) {
            boolean code = field.charAt(i) == '\\'
                    && i + 3 < field.length()
                    && field.substring(i + 1, i + 4).matches("[0-3][0-7]{2}");
            out.append(code ? (char) Integer.parseInt(field.substring(i + 1, i + 4), 8) : field.charAt(i));
            i += code ? 3 : 0;
        }
        return Text.clean(out.toString());
    }

    private List<StorageFacts.Encrypted> crypttab() {
        return fields(probe.linesOrNone("/etc/crypttab")).stream()
                .filter(f -> f.size() >= 2)
                .map(f -> new StorageFacts.Encrypted(
                        f.get(0),
                        f.get(1),
                        f.size() > 2 ? f.get(2) : "none",
                        f.size() > 3 ? List.of(f.get(3).split(",", -1)) : List.of()))
                .toList();
    }

    private List<StorageFacts.MdArray> arrays() {
        List<StorageFacts.MdArray> arrays = new ArrayList<>();
        for (String path : List.of("/etc/mdadm/mdadm.conf", "/etc/mdadm.conf")) {
            for (List<String> f : fields(joined(probe.linesOrNone(path)))) {
                if (f.size() >= 2 && f.get(0).equalsIgnoreCase("ARRAY")) {
                    arrays.add(new StorageFacts.MdArray(f.get(1), tag(f, "uuid"), tag(f, "level"), tag(f, "name")));
                }
            }
        }
        return arrays;
    }

    /** A line of mdadm.conf that begins with a blank goes on with the one before (mdadm.conf(5)). */
    private static List<String> joined(List<String> lines) {
        List<String> joined = new ArrayList<>();
        for (String line : lines) {
            boolean more = !line.isBlank() && Character.isWhitespace(line.charAt(0)) && !joined.isEmpty();
            if (more && joined.get(joined.size() - 1).length() < Text.MAX_VALUE) {
                joined.set(joined.size() - 1, joined.get(joined.size() - 1) + " " + line);
            } else {
                joined.add(line);
            }
        }
        return joined;
    }

    private static Optional<String> tag(List<String> fields, String name) {
        return fields.stream()
                .filter(f -> Text.lower(f).startsWith(name + "="))
                .map(f -> f.substring(name.length() + 1))
                .findFirst();
    }

    private static List<List<String>> fields(List<String> lines) {
        return lines.stream()
                .map(Text::words)
                .filter(f -> !f.isEmpty() && !f.get(0).startsWith("#"))
                .toList();
    }
}
