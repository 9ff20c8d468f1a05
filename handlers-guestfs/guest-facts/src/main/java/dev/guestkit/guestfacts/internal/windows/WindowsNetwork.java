package dev.guestkit.guestfacts.internal.windows;

import dev.guestkit.guestfacts.NetworkFacts;
import dev.guestkit.guestfacts.SecurityFacts;
import dev.guestkit.guestfacts.internal.Probe;
import dev.guestkit.guestfacts.internal.Text;
import dev.guestkit.guestfacts.internal.regf.RegKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the network interfaces and the firewall of a Windows guest. */
public final class WindowsNetwork {
    /** The class of network adapters. */
    private static final String CONNECTIONS = "Control\\Network\\{4D36E972-E325-11CE-BFC1-08002BE10318}";

    private WindowsNetwork() {}

    /** The interfaces with a configuration of TCP/IP. */
    public static NetworkFacts network(Probe probe) {
        RegKey control = new Registry(probe).controlSet();
        Optional<RegKey> names = Registry.below(control, CONNECTIONS);
        List<NetworkFacts.Interface> interfaces = new ArrayList<>();
        Registry.below(control, "Services\\Tcpip\\Parameters\\Interfaces")
                .ifPresent(k -> k.subkeys().forEach(i -> interfaces.add(one(i, names))));
        List<String> hosts = probe.linesOrNone("/Windows/System32/drivers/etc/hosts").stream()
                .map(l -> l.split("#", 2)[0].strip())
                .filter(l -> !l.isEmpty())
                .toList();
        Optional<RegKey> tcpip = Registry.below(control, "Services\\Tcpip\\Parameters");
        return new NetworkFacts(
                List.of("windows"),
                probe.limited(interfaces, "network interfaces"),
                words(tcpip.flatMap(k -> k.string("NameServer"))),
                words(tcpip.flatMap(k -> k.string("SearchList")).or(() -> tcpip.flatMap(k -> k.string("Domain")))),
                probe.limited(hosts, "lines of the hosts file"));
    }

    private static NetworkFacts.Interface one(RegKey key, Optional<RegKey> names) {
        String guid = key.name();
        List<String> masks = key.strings("SubnetMask");
        List<String> addresses = new ArrayList<>();
        List<String> plain = key.strings("IPAddress");
        for (int i = 0; i < plain.size(); i++) {
            if (!plain.get(i).equals("0.0.0.0")) {
                addresses.add(plain.get(i) + (i < masks.size() ? "/" + masks.get(i) : ""));
            }
        }
        return new NetworkFacts.Interface(
                names.flatMap(n -> Registry.below(n, guid + "\\Connection"))
                        .flatMap(c -> c.string("Name"))
                        .orElse(guid),
                "windows",
                "Services\\Tcpip\\Parameters\\Interfaces\\" + guid,
                "ethernet",
                true,
                key.number("EnableDHCP").orElse(0L) != 0,
                false,
                addresses,
                key.strings("DefaultGateway"),
                words(key.string("NameServer")),
                Optional.empty(),
                key.number("MTU"),
                List.of());
    }

    private static List<String> words(Optional<String> text) {
        return text.map(t -> Text.words(t.replace(',', ' '))).orElse(List.of());
    }

    /** The firewall of Windows by profile. */
    public static SecurityFacts security(Probe probe) {
        Optional<RegKey> policy =
                Registry.below(new Registry(probe).controlSet(), "Services\\SharedAccess\\Parameters\\FirewallPolicy");
        Map<String, String> profiles = new TreeMap<>();
        for (String profile : List.of("DomainProfile", "StandardProfile", "PublicProfile")) {
            policy.flatMap(p -> p.subkey(profile))
                    .flatMap(k -> k.number("EnableFirewall"))
                    .ifPresent(on -> profiles.put(Text.lower(profile), on != 0 ? "on" : "off"));
        }
        int rules = policy.flatMap(p -> p.subkey("FirewallRules"))
                .map(k -> k.values().size())
                .orElse(0);
        List<SecurityFacts.Firewall> firewalls = policy.isEmpty()
                ? List.of()
                : List.of(new SecurityFacts.Firewall(
                        "windows",
                        "SYSTEM hive",
                        profiles.isEmpty() ? Optional.empty() : Optional.of(profiles.containsValue("on")),
                        profiles,
                        rules,
                        List.of()));
        return new SecurityFacts(
                new SecurityFacts.Selinux(false, Optional.empty(), Optional.empty(), false, false),
                new SecurityFacts.Apparmor(false, List.of()),
                firewalls);
    }
}
