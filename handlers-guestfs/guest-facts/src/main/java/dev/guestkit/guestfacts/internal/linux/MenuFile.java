package dev.guestkit.guestfacts.internal.linux;

import dev.guestkit.guestfacts.BootFacts.Entry;
import dev.guestkit.guestfacts.BootFacts.Loader;
import dev.guestkit.guestfacts.internal.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads menus of plain keyword lines: GRUB legacy's menu.lst and syslinux' configuration. */
final class MenuFile {
    private static final int MAX_ENTRIES = 1000;

    private MenuFile() {}

    static Loader legacy(String path, List<String> lines) {
        return read("grub-legacy", path, lines, "title");
    }

    static Loader syslinux(String path, List<String> lines) {
        return read("syslinux", path, lines, "label");
    }

    private static Loader read(String kind, String path, List<String> lines, String begins) {
        Map<String, String> head = new TreeMap<>();
        List<Map<String, String>> blocks = new ArrayList<>();
        for (String line : lines) {
            String[] parts = line.strip().split("[\\s=]+", 2);
            String key = Text.lower(parts[0]);
            String value = parts.length > 1 ? parts[1].strip() : "";
            if (key.equals("menu") && Text.lower(value).startsWith("label ")) {
                key = "menu label";
                value = value.substring(6).strip();
            }
            if (key.equals(begins) && blocks.size() < MAX_ENTRIES) {
                blocks.add(new TreeMap<>());
            }
            if (!key.isEmpty() && !key.startsWith("#")) {
                (blocks.isEmpty() ? head : blocks.get(blocks.size() - 1)).putIfAbsent(key, value);
            }
        }
        return new Loader(
                kind,
                path,
                Text.nonEmpty(head.getOrDefault("default", "")),
                Text.nonEmpty(head.getOrDefault("timeout", "")),
                blocks.stream().map(b -> entry(b, begins)).toList());
    }

    private static Entry entry(Map<String, String> block, String begins) {
        String name = block.getOrDefault(begins, "");
        String[] kernel =
                block.getOrDefault("kernel", block.getOrDefault("linux", "")).split("\\s+", 2);
        Optional<String> options = Text.nonEmpty(kernel.length > 1 ? kernel[1] : block.getOrDefault("append", ""));
        return new Entry(
                block.getOrDefault("menu label", name).replace("^", ""),
                Optional.of(name),
                Text.nonEmpty(kernel[0]),
                Text.nonEmpty(block.getOrDefault("initrd", "")),
                options);
    }
}
