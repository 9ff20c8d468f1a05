package dev.guestkit.guestfacts.internal.linux;

import dev.guestkit.guestfacts.SecurityFacts.Firewall;
import dev.guestkit.guestfacts.internal.Probe;
import dev.guestkit.guestfacts.internal.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the stored rules of the packet filters. */
final class FirewallReader {
    private static final Pattern XML_OPENING = Pattern.compile(
            "<(service name|port port|source-port port)=\"([^\"<>]{1,64})\"(?: protocol=\"(\\w{1,16})\")?");
    private static final Pattern XML_TARGET = Pattern.compile("<zone[^>]{0,200}target=\"([^\"<>]{1,32})\"");

    private final Probe probe;
    private final List<Firewall> found = new ArrayList<>();

    FirewallReader(Probe probe) {
        this.probe = probe;
    }

    List<Firewall> read() {
        for (String path : List.of("/etc/nftables.conf", "/etc/sysconfig/nftables.conf", "/etc/nftables.nft")) {
            if (probe.files().exists(path)) {
                nftables(path);
            }
        }
        saved("iptables", "netfilter-persistent", "/etc/iptables/rules.v4", "/etc/iptables/rules-save");
        saved("ip6tables", "netfilter-persistent", "/etc/iptables/rules.v6", "/etc/iptables/rules6-save");
        saved("iptables", "iptables", "/etc/sysconfig/iptables");
        saved("ip6tables", "ip6tables", "/etc/sysconfig/ip6tables");
        ufw();
        firewalld();
        return found;
    }

    private void nftables(String path) {
        NftRules rules = NftRules.read(probe, path);
        found.add(new Firewall(
                "nftables", path, Enabled.is(probe, "nftables"), rules.policies(), rules.count(), List.of()));
    }

    private void saved(String kind, String service, String... paths) {
        for (String path : paths) {
            probe.lines(path).ifPresent(lines -> {
                Map<String, String> policies = new TreeMap<>();
                String table = "";
                int rules = 0;
                for (String line : lines) {
                    List<String> words = Text.words(line);
                    if (line.startsWith("*")) {
                        table = line.substring(1).strip();
                    } else if (line.startsWith(":")
                            && words.size() > 1
                            && !words.get(1).equals("-")) {
                        policies.put(table + "/" + words.get(0).substring(1), words.get(1));
                    } else if (line.startsWith("-A") || line.startsWith("-I") || line.startsWith("[")) {
                        rules++;
                    }
                }
                found.add(new Firewall(kind, path, Enabled.is(probe, service, kind), policies, rules, List.of()));
            });
        }
    }

    private void ufw() {
        Optional<List<String>> conf = probe.lines("/etc/ufw/ufw.conf");
        if (conf.isEmpty()) {
            return;
        }
        Map<String, String> policies = new TreeMap<>();
        Map<String, String> defaults = ShellVars.parse(probe.linesOrNone("/etc/default/ufw"));
        for (String direction : List.of("INPUT", "OUTPUT", "FORWARD")) {
            Optional.ofNullable(defaults.get("DEFAULT_" + direction + "_POLICY"))
                    .ifPresent(p -> policies.put(Text.lower(direction), Text.lower(p)));
        }
        List<String> openings = new ArrayList<>();
        int rules = 0;
        for (String file : List.of(
                "/etc/ufw/user.rules", "/etc/ufw/user6.rules", "/var/lib/ufw/user.rules", "/var/lib/ufw/user6.rules")) {
            for (String line : probe.linesOrNone(file)) {
                if (line.startsWith("### tuple ###")) {
                    rules++;
                    // "### tuple ### allow tcp 22 0.0.0.0/0 any 0.0.0.0/0 in"
                    List<String> words = Text.words(line.substring(13));
                    boolean lets = words.size() > 2
                            && (words.get(0).equals("allow") || words.get(0).equals("limit"));
                    if (lets && openings.size() < 1000) {
                        openings.add(words.get(2) + "/" + words.get(1));
                    }
                }
            }
        }
        boolean on = "yes".equalsIgnoreCase(ShellVars.parse(conf.get()).getOrDefault("ENABLED", "no"));
        found.add(new Firewall("ufw", "/etc/ufw/ufw.conf", Optional.of(on), policies, rules, distinct(openings)));
    }

    private void firewalld() {
        String conf = "/etc/firewalld/firewalld.conf";
        Optional<List<String>> lines = probe.lines(conf);
        if (lines.isEmpty()) {
            return;
        }
        String zone = ShellVars.parse(lines.get()).getOrDefault("DefaultZone", "public");
        Map<String, String> policies = new TreeMap<>(Map.of("default-zone", zone));
        List<String> openings = new ArrayList<>();
        int[] rules = {0};
        String own = "/etc/firewalld/zones/" + zone + ".xml";
        String vendor = "/usr/lib/firewalld/zones/" + zone + ".xml";
        boolean safe = zone.matches("[\\w.-]{1,64}");
        for (String file : safe ? List.of(probe.files().exists(own) ? own : vendor) : List.<String>of()) {
            String xml = String.join(" ", probe.linesOrNone(file));
            Matcher target = XML_TARGET.matcher(xml);
            if (target.find()) {
                policies.put("target", target.group(1));
            }
            Matcher opening = XML_OPENING.matcher(xml);
            while (opening.find()) {
                openings.add(opening.group(3) == null ? opening.group(2) : opening.group(2) + "/" + opening.group(3));
            }
            rules[0] = openings.size() + xml.split("<rule[ >]", -1).length - 1;
        }
        found.add(new Firewall(
                "firewalld", conf, Enabled.is(probe, "firewalld"), policies, rules[0], distinct(openings)));
    }

    private static List<String> distinct(List<String> all) {
        return all.stream().distinct().toList();
    }
}
