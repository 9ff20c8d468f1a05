package dev.guestkit.guestfacts.internal.linux;

import dev.guestkit.guestfacts.BootFacts.Entry;
import dev.guestkit.guestfacts.BootFacts.Loader;
import dev.guestkit.guestfacts.internal.Probe;
import dev.guestkit.guestfacts.internal.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the configurations of boot loaders; none of their scripts is run, so conditions in them are not weighed. */
final class LoaderReader {
    private final Probe probe;
    private final List<Loader> loaders = new ArrayList<>();

    LoaderReader(Probe probe) {
        this.probe = probe;
    }

    List<Loader> read() {
        for (String path : List.of("/boot/grub/grub.cfg", "/boot/grub2/grub.cfg")) {
            probe.lines(path).ifPresent(l -> grub(path, l));
        }
        for (String path : probe.files().glob("/boot/efi/EFI/*/grub.cfg")) {
            // Where it is only a stub that reads the one under /boot, that one has the entries.
            probe.lines(path).filter(l -> l.size() > 20).ifPresent(l -> grub(path, l));
        }
        for (String path : List.of("/boot/grub/menu.lst", "/boot/grub/grub.conf")) {
            probe.lines(path).ifPresent(l -> loaders.add(MenuFile.legacy(path, l)));
        }
        for (String directory : List.of("/boot/loader", "/boot/efi/loader", "/efi/loader")) {
            entries(directory);
        }
        List<String> syslinux = new ArrayList<>(probe.files().glob("/boot/*linux/*linux.c*"));
        syslinux.addAll(probe.files().glob("/boot/extlinux.conf"));
        for (String path : syslinux) {
            probe.lines(path).ifPresent(l -> loaders.add(MenuFile.syslinux(path, l)));
        }
        return loaders;
    }

    private void grub(String path, List<String> lines) {
        String env = path.substring(0, path.lastIndexOf('/')) + "/grubenv";
        loaders.add(GrubFile.parse(path, lines, ShellVars.parse(probe.linesOrNone(env))));
    }

    /** Entries after the Boot Loader Specification; loader.conf beside them is systemd-boot's. */
    private void entries(String directory) {
        List<Entry> entries = new ArrayList<>();
        for (String path : probe.files().glob(directory + "/entries/*.conf")) {
            Map<String, String> keys = keys(probe.linesOrNone(path));
            String id = path.substring(path.lastIndexOf('/') + 1, path.length() - 5);
            entries.add(new Entry(
                    keys.getOrDefault("title", id),
                    Optional.of(Text.clean(id)),
                    Optional.ofNullable(keys.get("linux")).or(() -> Optional.ofNullable(keys.get("efi"))),
                    Optional.ofNullable(keys.get("initrd")),
                    Optional.ofNullable(keys.get("options"))));
        }
        Optional<List<String>> conf = probe.lines(directory + "/loader.conf");
        if (entries.isEmpty() && conf.isEmpty()) {
            return;
        }
        Map<String, String> settings = keys(conf.orElse(List.of()));
        Optional<String> saved = List.of("/boot/grub2/grubenv", "/boot/grub/grubenv").stream()
                .map(p -> ShellVars.parse(probe.linesOrNone(p)).getOrDefault("saved_entry", ""))
                .filter(s -> !s.isEmpty())
                .findFirst();
        loaders.add(new Loader(
                conf.isPresent() ? "systemd-boot" : "bls",
                directory,
                Optional.ofNullable(settings.get("default")).or(() -> saved),
                Optional.ofNullable(settings.get("timeout")),
                probe.limited(entries, "boot entries")));
    }

    private static Map<String, String> keys(List<String> lines) {
        Map<String, String> keys = new TreeMap<>();
        for (String line : lines) {
            String[] parts = line.strip().split("\\s+", 2);
            if (parts.length == 2 && !parts[0].startsWith("#")) {
                keys.merge(Text.lower(parts[0]), parts[1].strip(), (a, b) -> Text.clean(a + " " + b));
            }
        }
        return keys;
    }
}
