package dev.guestkit.guestfacts.internal.windows;

import dev.guestkit.guestfacts.InstalledPackage;
import dev.guestkit.guestfacts.PackageFacts;
import dev.guestkit.guestfacts.Service;
import dev.guestkit.guestfacts.internal.Probe;
import dev.guestkit.guestfacts.internal.Unavailable;
import dev.guestkit.guestfacts.internal.regf.Hive;
import dev.guestkit.guestfacts.internal.regf.RegKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads installed programs and services of a Windows guest. */
public final class WindowsSoftware {
    private static final List<String> STARTS = List.of("boot", "system", "auto", "manual", "disabled");

    private WindowsSoftware() {}

    /** What "Programs and Features" would list, of both word sizes. */
    public static PackageFacts packages(Probe probe) {
        Hive software = new Registry(probe).hive("SOFTWARE");
        List<InstalledPackage> packages = new ArrayList<>();
        for (String node : List.of("", "Wow6432Node\\")) {
            software.key(node + "Microsoft\\Windows\\CurrentVersion\\Uninstall")
                    .ifPresent(k -> k.subkeys().forEach(s -> program(s, node.isEmpty() ? "" : "x86", packages)));
        }
        packages.sort(Comparator.comparing(InstalledPackage::name));
        return new PackageFacts("windows", packages.size(), probe.limited(packages, "programs"));
    }

    private static void program(RegKey key, String arch, List<InstalledPackage> packages) {
        Optional<String> name = key.string("DisplayName");
        if (name.isEmpty()) {
            return;
        }
        String version = key.string("DisplayVersion").orElse("");
        packages.add(new InstalledPackage(
                "windows",
                name.get(),
                Optional.empty(),
                version,
                Optional.empty(),
                version,
                arch.isEmpty() ? Optional.empty() : Optional.of(arch),
                Optional.of(key.name()),
                key.number("EstimatedSize").filter(s -> s >= 0 && s < 1L << 40).map(kib -> kib * 1024),
                key.string("Publisher"),
                Optional.empty(),
                "installed"));
    }

    /** Services and drivers of the control set in force. */
    public static List<Service> services(Probe probe) {
        RegKey services = Registry.below(new Registry(probe).controlSet(), "Services")
                .orElseThrow(() -> new Unavailable("the SYSTEM hive has no services"));
        List<Service> found = new ArrayList<>();
        for (RegKey key : services.subkeys()) {
            Optional<Long> start = key.number("Start").filter(s -> s >= 0 && s < STARTS.size());
            Optional<Long> type = key.number("Type");
            if (start.isPresent() && type.isPresent()) {
                found.add(service(key, start.get().intValue(), type.get()));
            }
        }
        found.sort(Comparator.comparing(Service::name));
        return probe.limited(found, "services");
    }

    private static Service service(RegKey key, int start, long type) {
        boolean delayed = start == 2 && key.number("DelayedAutostart").orElse(0L) != 0;
        boolean triggered = key.subkey("TriggerInfo").isPresent();
        return new Service(
                key.name(),
                (type & 0x0f) != 0 ? "driver" : "service",
                "windows",
                delayed ? "auto-delayed" : STARTS.get(start),
                Optional.empty(),
                key.string("ImagePath"),
                key.string("DisplayName"),
                key.string("ImagePath"),
                triggered ? List.of("trigger") : List.of(),
                List.of(),
                List.of());
    }
}
