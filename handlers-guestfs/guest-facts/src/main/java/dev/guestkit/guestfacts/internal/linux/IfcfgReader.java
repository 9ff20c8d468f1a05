package dev.guestkit.guestfacts.internal.linux;

import dev.guestkit.guestfacts.internal.Probe;
import dev.guestkit.guestfacts.internal.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the ifcfg files of Red Hat and SUSE. */
final class IfcfgReader {
    private final Probe probe;

    IfcfgReader(Probe probe) {
        this.probe = probe;
    }

    List<InterfaceBuilder> read() {
        List<String> paths = new ArrayList<>(probe.files().glob("/etc/sysconfig/network-scripts/ifcfg-*"));
        paths.addAll(probe.files().glob("/etc/sysconfig/network/ifcfg-*"));
        List<InterfaceBuilder> found = new ArrayList<>();
        for (String path : paths) {
            String name = path.substring(path.lastIndexOf("/ifcfg-") + 7);
            // What editors and the package manager leave behind configures nothing.
            if (!name.matches(".*(~|\\.bak|\\.orig|\\.rpmnew|\\.rpmsave|\\.template)")) {
                found.add(one(name, path, ShellVars.parse(probe.linesOrNone(path))));
            }
        }
        return found;
    }

    private static InterfaceBuilder one(String fileName, String path, Map<String, String> vars) {
        InterfaceBuilder b = new InterfaceBuilder(vars.getOrDefault("DEVICE", fileName), "ifcfg", path);
        String boot = Text.lower(vars.getOrDefault("BOOTPROTO", "none"));
        b.dhcp4 = boot.equals("dhcp") || boot.equals("dhcp4") || boot.equals("bootp");
        b.dhcp6 = yes(vars, "DHCPV6C") || yes(vars, "IPV6_AUTOCONF") || boot.equals("dhcp6") || boot.equals("dhcp");
        b.automatic = vars.containsKey("STARTMODE")
                ? List.of("auto", "boot", "hotplug", "nfsroot").contains(Text.lower(vars.getOrDefault("STARTMODE", "")))
                : !Text.lower(vars.getOrDefault("ONBOOT", "yes")).equals("no");
        b.kind = kind(b.name, vars);
        vars.forEach((key, value) -> {
            if (key.matches("IPADDR\\w{0,8}")) {
                String suffix = key.substring(6);
                b.address(value, mask(vars, suffix));
            } else if (key.matches("DNS\\d{1,2}")) {
                b.nameservers.add(value);
            } else if (key.matches("GATEWAY\\d{0,2}") || key.equals("IPV6_DEFAULTGW")) {
                b.gateways.add(value);
            } else if (key.equals("IPV6ADDR") || key.equals("IPV6ADDR_SECONDARIES")) {
                b.addresses.addAll(Text.words(value));
            }
        });
        b.mac = Optional.ofNullable(vars.get("HWADDR")).or(() -> Optional.ofNullable(vars.get("MACADDR")));
        b.mtu = Optional.ofNullable(vars.get("MTU")).flatMap(Text::number);
        for (String key : List.of("PHYSDEV", "ETHERDEVICE", "BRIDGE_PORTS", "BONDING_SLAVE_0", "BONDING_SLAVE_1")) {
            b.members.addAll(Text.words(vars.getOrDefault(key, "")));
        }
        return b;
    }

    private static Optional<String> mask(Map<String, String> vars, String suffix) {
        return Optional.ofNullable(vars.get("PREFIX" + suffix))
                .or(() -> Optional.ofNullable(vars.get("PREFIXLEN" + suffix)))
                .or(() -> Optional.ofNullable(vars.get("NETMASK" + suffix)));
    }

    private static String kind(String name, Map<String, String> vars) {
        if (name.equals("lo")) {
            return "loopback";
        }
        if (yes(vars, "VLAN") || vars.containsKey("ETHERDEVICE")) {
            return "vlan";
        }
        if (vars.containsKey("BONDING_OPTS") || vars.containsKey("BONDING_MASTER")) {
            return "bond";
        }
        return Text.lower(vars.getOrDefault("TYPE", yes(vars, "BRIDGE") ? "bridge" : "ethernet"));
    }

    private static boolean yes(Map<String, String> vars, String key) {
        return Text.lower(vars.getOrDefault(key, "no")).equals("yes");
    }
}
