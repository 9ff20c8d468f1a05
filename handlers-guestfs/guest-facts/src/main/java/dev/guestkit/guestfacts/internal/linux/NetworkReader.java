package dev.guestkit.guestfacts.internal.linux;

import dev.guestkit.guestfacts.NetworkFacts;
import dev.guestkit.guestfacts.internal.Probe;
import dev.guestkit.guestfacts.internal.Text;
import dev.guestkit.guestfacts.internal.Unavailable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Puts together what all ways of configuring a network say. */
public final class NetworkReader {
    private NetworkReader() {}

    /** The configuration; unavailable when the guest's /etc is not there. */
    public static NetworkFacts read(Probe probe) {
        if (probe.files().list("/etc").isEmpty()) {
            throw new Unavailable("/etc is missing or empty");
        }
        List<InterfaceBuilder> found = new ArrayList<>();
        found.addAll(new NetplanReader(probe).read());
        found.addAll(new CloudNetworkReader(probe).read());
        found.addAll(new KeyFileReader(probe).read());
        found.addAll(new NetworkdReader(probe).read());
        found.addAll(new IfupdownReader(probe).read());
        found.addAll(new IfcfgReader(probe).read());
        Set<String> managers = new LinkedHashSet<>();
        found.forEach(i -> managers.add(i.manager));
        List<NetworkFacts.Interface> interfaces =
                found.stream().map(InterfaceBuilder::build).toList();
        Set<String> servers = new LinkedHashSet<>();
        Set<String> domains = new LinkedHashSet<>();
        resolver(probe, servers, domains);
        List<String> hosts = probe.linesOrNone("/etc/hosts").stream()
                .map(l -> l.split("#", 2)[0].strip())
                .filter(l -> !l.isEmpty())
                .toList();
        return new NetworkFacts(
                List.copyOf(managers),
                probe.limited(interfaces, "network interfaces"),
                List.copyOf(servers),
                List.copyOf(domains),
                probe.limited(hosts, "lines of /etc/hosts"));
    }

    private static void resolver(Probe probe, Set<String> servers, Set<String> domains) {
        for (String line : probe.linesOrNone("/etc/resolv.conf")) {
            List<String> words = Text.words(line);
            if (words.size() > 1 && words.get(0).equals("nameserver")) {
                servers.add(words.get(1));
            } else if (words.size() > 1
                    && (words.get(0).equals("search") || words.get(0).equals("domain"))) {
                domains.addAll(words.subList(1, words.size()));
            }
        }
        IniFile resolved = IniFile.parse(probe.linesOrNone("/etc/systemd/resolved.conf"));
        resolved.last("Resolve", "DNS").ifPresent(d -> servers.addAll(Text.words(d)));
        resolved.last("Resolve", "Domains").ifPresent(d -> domains.addAll(Text.words(d)));
    }
}
