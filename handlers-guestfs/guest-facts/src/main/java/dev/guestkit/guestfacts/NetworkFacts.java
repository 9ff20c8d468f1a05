package dev.guestkit.guestfacts;

import java.util.List;
import java.util.Optional;

/**
 * How the network is configured; nothing here says that it works. Keys and passwords are never read.
 *
 * @param managers which ways of configuration were found: {@code netplan}, {@code network-manager}, {@code systemd-networkd},
 *     {@code ifupdown}, {@code ifcfg}, {@code cloud-init}, {@code windows}
 * @param interfaces the configurations, several of one interface when several files have one
 * @param nameservers addresses of name servers for all interfaces
 * @param searchDomains domains tried for short names
 * @param hosts lines of the hosts file, without comments
 */
public record NetworkFacts(
        List<String> managers,
        List<Interface> interfaces,
        List<String> nameservers,
        List<String> searchDomains,
        List<String> hosts) {
    /** Copies. */
    public NetworkFacts {
        managers = List.copyOf(managers);
        interfaces = List.copyOf(interfaces);
        nameservers = List.copyOf(nameservers);
        searchDomains = List.copyOf(searchDomains);
        hosts = List.copyOf(hosts);
    }

    /**
     * The configuration of one interface in one place.
     *
     * @param name its name, or the pattern or profile by which it is meant
     * @param manager one of {@link #managers()}
     * @param file where it was found
     * @param kind {@code ethernet}, {@code wifi}, {@code bond}, {@code bridge}, {@code vlan}, {@code loopback}, …
     * @param automatic whether it comes up by itself
     * @param dhcp4 whether IPv4 addresses are asked for
     * @param dhcp6 whether IPv6 addresses are asked for or formed by themselves
     * @param addresses fixed addresses with prefix length
     * @param gateways routers
     * @param nameservers name servers of this interface
     * @param mac the hardware address it is bound to or given
     * @param mtu its MTU, bytes
     * @param members interfaces below a bond or bridge, the parent of a VLAN
     */
    public record Interface(
            String name,
            String manager,
            String file,
            String kind,
            boolean automatic,
            boolean dhcp4,
            boolean dhcp6,
            List<String> addresses,
            List<String> gateways,
            List<String> nameservers,
            Optional<String> mac,
            Optional<Long> mtu,
            List<String> members) {
        /** Copies. */
        public Interface {
            addresses = List.copyOf(addresses);
            gateways = List.copyOf(gateways);
            nameservers = List.copyOf(nameservers);
            members = List.copyOf(members);
        }
    }
}
