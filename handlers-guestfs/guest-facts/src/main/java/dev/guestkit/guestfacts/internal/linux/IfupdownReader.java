package dev.guestkit.guestfacts.internal.linux;

import dev.guestkit.guestfacts.internal.Probe;
import dev.guestkit.guestfacts.internal.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code /etc/network/interfaces} and what it includes (interfaces(5) of ifupdown). */
final class IfupdownReader {
    private static final int MAX_FILES = 1000;
    private static final String TOP = "/etc/network/interfaces";

    private final Probe probe;
    private final Map<String, InterfaceBuilder> found = new LinkedHashMap<>();
    private final Set<String> automatic = new HashSet<>();
    private final Set<String> read = new HashSet<>();
    private Optional<InterfaceBuilder> current = Optional.empty();
    private Optional<String> address = Optional.empty();
    private Optional<String> netmask = Optional.empty();

    IfupdownReader(Probe probe) {
        this.probe = probe;
    }

    List<InterfaceBuilder> read() {
        file(TOP);
        found.values().forEach(b -> b.automatic = automatic.contains(b.name));
        return new ArrayList<>(found.values());
    }

    /** Files that include each other are read once. */
    private void file(String path) {
        if (read.size() >= MAX_FILES || !read.add(path)) {
            return;
        }
        StringBuilder open = new StringBuilder();
        for (String line : probe.linesOrNone(path)) {
            boolean goesOn = line.endsWith("\\") && open.length() < Text.MAX_VALUE;
            open.append(goesOn ? line.substring(0, line.length() - 1) + " " : line);
            if (!goesOn) {
                line(path, open.toString());
                open.setLength(0);
            }
        }
        line(path, open.toString());
    }

    private void line(String path, String line) {
        List<String> words = Text.words(line);
        if (!words.isEmpty() && !words.get(0).startsWith("#")) {
            stanza(path, words);
        }
    }

    private void stanza(String path, List<String> words) {
        List<String> rest = words.subList(1, words.size());
        String key = words.get(0);
        if (key.equals("iface") && rest.size() >= 3) {
            begin(path, rest);
        } else if (key.equals("auto") || key.startsWith("allow-")) {
            automatic.addAll(rest);
            current = Optional.empty();
        } else if (key.equals("source")) {
            rest.forEach(p -> probe.files().glob(absolute(p)).forEach(this::file));
        } else if (key.equals("source-directory")) {
            rest.forEach(p -> probe.files().glob(absolute(p) + "/*").stream()
                    .filter(f -> f.substring(f.lastIndexOf('/') + 1).matches("[a-zA-Z0-9_-]+"))
                    .forEach(this::file));
        } else if (key.equals("mapping")) {
            current = Optional.empty();
        } else {
            current.ifPresent(b -> option(b, key, rest));
        }
    }

    private static String absolute(String path) {
        return path.startsWith("/") ? path : "/etc/network/" + path;
    }

    private void begin(String path, List<String> rest) {
        InterfaceBuilder b = found.computeIfAbsent(rest.get(0), n -> new InterfaceBuilder(n, "ifupdown", path));
        boolean six = rest.get(1).equals("inet6");
        String method = rest.get(2);
        b.dhcp4 |= !six && method.equals("dhcp");
        b.dhcp6 |= six && (method.equals("dhcp") || method.equals("auto"));
        b.kind = method.equals("loopback") ? "loopback" : b.kind;
        current = Optional.of(b);
        address = Optional.empty();
        netmask = Optional.empty();
    }

    private void option(InterfaceBuilder b, String key, List<String> values) {
        String value = values.isEmpty() ? "" : values.get(0);
        switch (key) {
            case "address" -> {
                b.address(value, netmask);
                address = Optional.of(value);
            }
            case "netmask" -> {
                netmask = Optional.of(value);
                address.filter(b.addresses::remove).ifPresent(a -> b.address(a, netmask));
            }
            case "gateway" -> b.gateways.add(value);
            case "dns-nameservers", "dns-nameserver" -> b.nameservers.addAll(values);
            case "hwaddress" -> b.mac = Optional.of(values.isEmpty() ? "" : values.get(values.size() - 1));
            case "mtu" -> b.mtu = Text.number(value);
            case "bridge_ports", "bridge-ports" -> members(b, "bridge", values);
            case "bond-slaves", "bond_slaves", "slaves" -> members(b, "bond", values);
            case "vlan-raw-device", "vlan_raw_device" -> members(b, "vlan", values);
            default -> {
                // Many more options exist; none of them changes what is reported.
            }
        }
    }

    private static void members(InterfaceBuilder b, String kind, List<String> values) {
        b.kind = kind;
        values.stream().filter(v -> !v.equals("none")).forEach(b.members::add);
    }
}
