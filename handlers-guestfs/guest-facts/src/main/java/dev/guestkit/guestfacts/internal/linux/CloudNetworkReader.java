package dev.guestkit.guestfacts.internal.linux;

import dev.guestkit.guestfacts.internal.Probe;
import dev.guestkit.guestfacts.internal.Text;
import dev.guestkit.guestfacts.internal.YamlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the network configuration that cloud-init is given: its version 1, and version 2, which is netplan's. */
final class CloudNetworkReader {
    private final Probe probe;

    CloudNetworkReader(Probe probe) {
        this.probe = probe;
    }

    List<InterfaceBuilder> read() {
        List<InterfaceBuilder> found = new ArrayList<>();
        List<String> configs = new ArrayList<>(List.of("/etc/cloud/cloud.cfg"));
        configs.addAll(probe.files().glob("/etc/cloud/cloud.cfg.d/*.cfg"));
        for (String path : configs) {
            List<String> lines = probe.linesOrNone(path);
            if (lines.stream().anyMatch(l -> l.startsWith("network:"))) {
                found.addAll(parse(YamlText.map(YamlText.mapping(lines, path, probe.notes()), "network"), path));
            }
        }
        for (String path : probe.files().glob("/var/lib/cloud/seed/*/network-config")) {
            Map<String, Object> top = YamlText.mapping(probe.linesOrNone(path), path, probe.notes());
            found.addAll(parse(top.containsKey("network") ? YamlText.map(top, "network") : top, path));
        }
        return found;
    }

    private static List<InterfaceBuilder> parse(Map<String, Object> network, String path) {
        if (YamlText.string(network, "version").equals(Optional.of("2"))) {
            return NetplanReader.interfaces(network, "cloud-init", Map.of(), path);
        }
        List<InterfaceBuilder> found = new ArrayList<>();
        for (Map<String, Object> item : YamlText.maps(network, "config")) {
            YamlText.string(item, "name").ifPresent(name -> found.add(one(name, item, path)));
        }
        return found;
    }

    private static InterfaceBuilder one(String name, Map<String, Object> item, String path) {
        InterfaceBuilder b = new InterfaceBuilder(name, "cloud-init", path);
        String type = YamlText.string(item, "type").orElse("physical");
        b.kind = type.equals("physical") ? "ethernet" : type;
        b.mac = YamlText.string(item, "mac_address");
        b.mtu = YamlText.string(item, "mtu").flatMap(Text::number);
        b.members.addAll(YamlText.strings(item, "bond_interfaces"));
        b.members.addAll(YamlText.strings(item, "bridge_interfaces"));
        YamlText.string(item, "vlan_link").ifPresent(b.members::add);
        for (Map<String, Object> subnet : YamlText.maps(item, "subnets")) {
            String how = YamlText.string(subnet, "type").orElse("");
            b.dhcp4 |= how.equals("dhcp") || how.equals("dhcp4");
            b.dhcp6 |= how.equals("dhcp6") || how.startsWith("ipv6_");
            YamlText.string(subnet, "address").ifPresent(a -> b.address(a, YamlText.string(subnet, "netmask")));
            YamlText.string(subnet, "gateway").ifPresent(b.gateways::add);
            b.nameservers.addAll(YamlText.strings(subnet, "dns_nameservers"));
        }
        return b;
    }
}
