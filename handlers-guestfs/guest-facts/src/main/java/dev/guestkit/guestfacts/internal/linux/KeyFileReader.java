package dev.guestkit.guestfacts.internal.linux;

import dev.guestkit.guestfacts.internal.Probe;
import dev.guestkit.guestfacts.internal.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads NetworkManager's connection profiles (nm-settings-keyfile(5)). */
final class KeyFileReader {
    private static final List<String> PLACES = List.of(
            "/etc/NetworkManager/system-connections/*",
            "/usr/lib/NetworkManager/system-connections/*",
            "/run/NetworkManager/system-connections/*");

    private final Probe probe;

    KeyFileReader(Probe probe) {
        this.probe = probe;
    }

    List<InterfaceBuilder> read() {
        List<InterfaceBuilder> found = new ArrayList<>();
        for (String place : PLACES) {
            for (String path : probe.files().glob(place)) {
                IniFile file = IniFile.parse(probe.linesOrNone(path));
                if (file.has("connection")) {
                    found.add(one(file, path));
                }
            }
        }
        return found;
    }

    private static InterfaceBuilder one(IniFile file, String path) {
        String id = file.last("connection", "id").orElse(path.substring(path.lastIndexOf('/') + 1));
        InterfaceBuilder b =
                new InterfaceBuilder(file.last("connection", "interface-name").orElse(id), "network-manager", path);
        String type = file.last("connection", "type").orElse("ethernet");
        b.kind = type.equals("802-3-ethernet") ? "ethernet" : type.equals("802-11-wireless") ? "wifi" : type;
        b.automatic = !file.last("connection", "autoconnect").orElse("true").equals("false");
        b.dhcp4 = file.last("ipv4", "method").orElse("auto").equals("auto");
        String six = file.last("ipv6", "method").orElse("auto");
        b.dhcp6 = six.equals("auto") || six.equals("dhcp");
        for (String family : List.of("ipv4", "ipv6")) {
            family(file, family, b);
        }
        for (String section : List.of("ethernet", "802-3-ethernet", "wifi", "802-11-wireless")) {
            file.last(section, "mac-address").ifPresent(m -> b.mac = Optional.of(m));
            file.last(section, "mtu").flatMap(Text::number).filter(m -> m > 0).ifPresent(m -> b.mtu = Optional.of(m));
        }
        file.last("vlan", "parent").ifPresent(b.members::add);
        return b;
    }

    private static void family(IniFile file, String family, InterfaceBuilder b) {
        for (IniFile.Entry e : file.entries()) {
            if (e.section().equals(family) && e.key().matches("address(es)?\\d*")) {
                address(e.value(), b);
            }
        }
        file.last(family, "gateway").ifPresent(b.gateways::add);
        file.last(family, "dns")
                .ifPresent(d -> List.of(d.split("[;,]", -1)).forEach(s -> b.nameservers.add(s.strip())));
    }

    /** {@code address/prefix,gateway}, or as older versions wrote it {@code address;prefix;gateway;}. */
    private static void address(String value, InterfaceBuilder b) {
        List<String> parts =
                Arrays.stream(value.split("[,;]", 4)).map(String::strip).toList();
        boolean old = parts.size() > 1 && parts.get(1).matches("\\d{1,3}");
        b.address(parts.get(0), old ? Optional.of(parts.get(1)) : Optional.empty());
        parts.stream()
                .skip(old ? 2 : 1)
                .limit(1)
                .filter(g -> !g.isEmpty() && !g.equals("0.0.0.0") && !g.equals("::"))
                .forEach(b.gateways::add);
    }
}
