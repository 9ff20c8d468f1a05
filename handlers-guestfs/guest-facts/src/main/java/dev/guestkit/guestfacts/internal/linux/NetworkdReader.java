package dev.guestkit.guestfacts.internal.linux;

import dev.guestkit.guestfacts.internal.Probe;
import dev.guestkit.guestfacts.internal.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads systemd-networkd's own files under {@code /etc} (systemd.network(5), systemd.netdev(5)). */
final class NetworkdReader {
    private final Probe probe;
    private final Map<String, String> kinds = new HashMap<>();

    NetworkdReader(Probe probe) {
        this.probe = probe;
    }

    List<InterfaceBuilder> read() {
        for (String path : probe.files().glob("/etc/systemd/network/*.netdev")) {
            IniFile file = IniFile.parse(probe.linesOrNone(path));
            file.last("NetDev", "Name")
                    .ifPresent(n -> kinds.put(n, file.last("NetDev", "Kind").orElse("unknown")));
        }
        List<InterfaceBuilder> found = new ArrayList<>();
        Map<String, List<String>> ports = new TreeMap<>();
        for (String path : probe.files().glob("/etc/systemd/network/*.network")) {
            IniFile file = IniFile.parse(withDropIns(path));
            InterfaceBuilder b = one(file, path);
            found.add(b);
            for (String key : List.of("Bridge", "Bond")) {
                file.last("Network", key)
                        .ifPresent(m ->
                                ports.computeIfAbsent(m, k -> new ArrayList<>()).add(b.name));
            }
            file.all("Network", "VLAN")
                    .forEach(v ->
                            ports.computeIfAbsent(v, k -> new ArrayList<>()).add(b.name));
        }
        found.forEach(b -> b.members.addAll(ports.getOrDefault(b.name, List.of())));
        return found;
    }

    private List<String> withDropIns(String path) {
        List<String> lines = new ArrayList<>(probe.linesOrNone(path));
        probe.files().glob(path + ".d/*.conf").forEach(d -> lines.addAll(probe.linesOrNone(d)));
        return lines;
    }

    private InterfaceBuilder one(IniFile file, String path) {
        String name = file.last("Match", "Name")
                .or(() -> file.last("Match", "MACAddress"))
                .orElse("*");
        InterfaceBuilder b = new InterfaceBuilder(name, "systemd-networkd", path);
        b.kind = kinds.getOrDefault(name, "ethernet");
        String dhcp = Text.lower(file.last("Network", "DHCP").orElse("no"));
        b.dhcp4 = List.of("yes", "true", "both", "ipv4", "v4").contains(dhcp);
        b.dhcp6 = List.of("yes", "true", "both", "ipv6", "v6").contains(dhcp);
        for (String section : List.of("Network", "Address")) {
            file.all(section, "Address").forEach(a -> b.address(a, java.util.Optional.empty()));
        }
        b.gateways.addAll(file.all("Network", "Gateway"));
        b.gateways.addAll(file.all("Route", "Gateway"));
        file.all("Network", "DNS").forEach(d -> b.nameservers.addAll(Text.words(d)));
        b.mac = file.last("Match", "MACAddress").or(() -> file.last("Link", "MACAddress"));
        b.mtu = file.last("Link", "MTUBytes").flatMap(Text::number);
        b.automatic = !file.last("Link", "ActivationPolicy").orElse("up").contains("down");
        return b;
    }
}
