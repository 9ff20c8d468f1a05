package dev.guestkit.guestfacts.internal.linux;

import dev.guestkit.guestfacts.NetworkFacts;
import dev.guestkit.guestfacts.internal.Text;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Collects what a file says of one interface. */
final class InterfaceBuilder {
    final String name;
    final String manager;
    final String file;
    String kind = "ethernet";
    boolean automatic = true;
    boolean dhcp4;
    boolean dhcp6;
    final Set<String> addresses = new LinkedHashSet<>();
    final Set<String> gateways = new LinkedHashSet<>();
    final Set<String> nameservers = new LinkedHashSet<>();
    final Set<String> members = new LinkedHashSet<>();
    Optional<String> mac = Optional.empty();
    Optional<Long> mtu = Optional.empty();

    InterfaceBuilder(String name, String manager, String file) {
        this.name = name;
        this.manager = manager;
        this.file = file;
    }

    void address(String address, Optional<String> mask) {
        if (!address.isBlank()) {
            addresses.add(
                    address.contains("/")
                            ? address
                            : address + mask.map(m -> "/" + prefix(m)).orElse(""));
        }
    }

    /** The prefix length of a dotted mask; a number stays. */
    private static String prefix(String mask) {
        String[] parts = mask.split("\\.", -1);
        if (parts.length != 4) {
            return mask;
        }
        int bits = 0;
        for (String part : parts) {
            bits += Text.number(part)
                    .filter(n -> n < 256)
                    .map(n -> Long.bitCount(n))
                    .orElse(0);
        }
        return String.valueOf(bits);
    }

    NetworkFacts.Interface build() {
        return new NetworkFacts.Interface(
                Text.clean(name),
                manager,
                Text.clean(file),
                Text.clean(kind),
                automatic,
                dhcp4,
                dhcp6,
                clean(addresses),
                clean(gateways),
                clean(nameservers),
                mac.map(Text::clean),
                mtu,
                clean(members));
    }

    private static List<String> clean(Set<String> values) {
        return values.stream().filter(v -> !v.isBlank()).map(Text::clean).toList();
    }
}
