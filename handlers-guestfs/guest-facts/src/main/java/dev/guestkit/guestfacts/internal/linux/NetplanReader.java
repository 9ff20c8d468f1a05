package dev.guestkit.guestfacts.internal.linux;

import dev.guestkit.guestfacts.internal.Probe;
import dev.guestkit.guestfacts.internal.Text;
import dev.guestkit.guestfacts.internal.YamlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads netplan's files: by name, a later one adds to and overrides an earlier one (netplan(5), netplan-generate(8)). */
final class NetplanReader {
    private static final Map<String, String> KINDS = Map.of(
            "ethernets", "ethernet",
            "wifis", "wifi",
            "bonds", "bond",
            "bridges", "bridge",
            "vlans", "vlan",
            "tunnels", "tunnel",
            "modems", "modem",
            "dummy-devices", "dummy",
            "vrfs", "vrf");

    private final Probe probe;

    NetplanReader(Probe probe) {
        this.probe = probe;
    }

    List<InterfaceBuilder> read() {
        TreeMap<String, String> byName = new TreeMap<>();
        for (String directory : List.of("/etc/netplan", "/run/netplan", "/usr/lib/netplan", "/lib/netplan")) {
            for (String path : probe.files().glob(directory + "/*.yaml")) {
                byName.putIfAbsent(path.substring(path.lastIndexOf('/') + 1), path);
            }
        }
        Map<String, Object> network = new LinkedHashMap<>();
        Map<String, String> lastFile = new LinkedHashMap<>();
        for (String path : byName.values()) {
            Map<String, Object> file =
                    YamlText.map(YamlText.mapping(probe.linesOrNone(path), path, probe.notes()), "network");
            merge(network, file);
            KINDS.keySet().forEach(k -> YamlText.map(file, k).keySet().forEach(n -> lastFile.put(k + "/" + n, path)));
        }
        return interfaces(network, "netplan", lastFile, "/etc/netplan");
    }

    /** The interfaces of a tree of netplan's form, which cloud-init shares. */
    static List<InterfaceBuilder> interfaces(
            Map<String, Object> network, String manager, Map<String, String> files, String fallback) {
        List<InterfaceBuilder> found = new ArrayList<>();
        KINDS.forEach((key, kind) -> YamlText.map(network, key).forEach((name, value) -> {
            String file = files.getOrDefault(key + "/" + name, fallback);
            found.add(one(name, kind, YamlText.map(value), manager, file));
        }));
        return found;
    }

    private static InterfaceBuilder one(
            String id, String kind, Map<String, Object> config, String manager, String file) {
        Map<String, Object> match = YamlText.map(config, "match");
        String name = YamlText.string(config, "set-name")
                .or(() -> YamlText.string(match, "name"))
                .orElse(id);
        InterfaceBuilder b = new InterfaceBuilder(name, manager, file);
        b.kind = kind;
        b.dhcp4 = YamlText.truth(config, "dhcp4");
        b.dhcp6 = YamlText.truth(config, config.containsKey("dhcp6") ? "dhcp6" : "accept-ra");
        addresses(config, b);
        YamlText.string(config, "gateway4").ifPresent(b.gateways::add);
        YamlText.string(config, "gateway6").ifPresent(b.gateways::add);
        for (Map<String, Object> route : YamlText.maps(config, "routes")) {
            boolean all = YamlText.string(route, "to")
                    .filter(List.of("default", "0.0.0.0/0", "::/0", "0/0")::contains)
                    .isPresent();
            YamlText.string(route, "via").filter(v -> all).ifPresent(b.gateways::add);
        }
        b.nameservers.addAll(YamlText.strings(YamlText.map(config, "nameservers"), "addresses"));
        b.mac = YamlText.string(match, "macaddress").or(() -> YamlText.string(config, "macaddress"));
        b.mtu = YamlText.string(config, "mtu").flatMap(Text::number);
        b.members.addAll(YamlText.strings(config, "interfaces"));
        YamlText.string(config, "link").ifPresent(b.members::add);
        return b;
    }

    private static void addresses(Map<String, Object> config, InterfaceBuilder b) {
        b.addresses.addAll(YamlText.strings(config, "addresses"));
        // An address with options is a mapping from the address to them.
        YamlText.maps(config, "addresses").forEach(m -> b.addresses.addAll(m.keySet()));
    }

    private static void merge(Map<String, Object> into, Map<String, Object> more) {
        more.forEach((key, value) -> into.merge(key, value, NetplanReader::merged));
    }

    private static Object merged(Object old, Object value) {
        if (old instanceof Map && value instanceof Map) {
            Map<String, Object> both = YamlText.map(old);
            merge(both, YamlText.map(value));
            return both;
        }
        if (old instanceof List<?> a && value instanceof List<?> b) {
            List<Object> both = new ArrayList<>(a);
            both.addAll(b);
            return both;
        }
        return value;
    }
}
