package dev.guestkit.guestfacts.internal.windows;

import dev.guestkit.guestfacts.EnvironmentFacts;
import dev.guestkit.guestfacts.OsFacts;
import dev.guestkit.guestfacts.internal.Probe;
import dev.guestkit.guestfacts.internal.Text;
import dev.guestkit.guestfacts.internal.Unavailable;
import dev.guestkit.guestfacts.internal.regf.RegKey;
import java.util.List;
import java.util.Optional;

/** Says which Windows it is. */
public final class WindowsSystem {
    /** The first build of Windows 11, whose ProductName still says 10. */
    private static final long ELEVEN = 22_000;

    private WindowsSystem() {}

    /** The operating system, out of the SOFTWARE hive; host name and architecture out of SYSTEM when that can be read. */
    public static OsFacts os(Probe probe) {
        Registry registry = new Registry(probe);
        RegKey version = registry.hive("SOFTWARE")
                .key("Microsoft\\Windows NT\\CurrentVersion")
                .orElseThrow(() -> new Unavailable("the SOFTWARE hive does not name the version of Windows"));
        Optional<String> build = version.string("CurrentBuildNumber").or(() -> version.string("CurrentBuild"));
        String product = version.string("ProductName").orElse("Windows");
        boolean eleven = build.flatMap(Text::number).filter(b -> b >= ELEVEN).isPresent();
        Optional<String> numbers = version.string("CurrentVersion").filter(v -> v.matches("\\d{1,6}\\.\\d{1,6}"));
        Optional<Long> major = version.number("CurrentMajorVersionNumber")
                .or(() -> numbers.flatMap(v -> Text.number(v.substring(0, v.indexOf('.')))));
        Optional<Long> minor = version.number("CurrentMinorVersionNumber")
                .or(() -> numbers.flatMap(v -> Text.number(v.substring(v.indexOf('.') + 1))));
        Optional<RegKey> control = control(probe, registry);
        return new OsFacts(
                "windows",
                "windows",
                eleven && product.startsWith("Windows 10") ? "Windows 11" + product.substring(10) : product,
                Optional.empty(),
                List.of(),
                version.string("DisplayVersion")
                        .or(() -> version.string("ReleaseId"))
                        .or(() -> numbers),
                major,
                minor,
                Optional.empty(),
                version.string("InstallationType").or(() -> version.string("EditionID")),
                build.map(b -> b + version.number("UBR").map(u -> "." + u).orElse("")),
                control.flatMap(c -> Registry.below(c, "Services\\Tcpip\\Parameters"))
                        .flatMap(k -> k.string("Hostname").or(() -> k.string("NV Hostname"))),
                control.flatMap(c -> Registry.below(c, "Control\\Session Manager\\Environment"))
                        .flatMap(k -> k.string("PROCESSOR_ARCHITECTURE"))
                        .map(WindowsSystem::architecture),
                registry.hive("SOFTWARE").key("Microsoft\\Cryptography").flatMap(k -> k.string("MachineGuid")),
                Optional.of("windows"),
                Optional.empty(),
                Optional.of("windows"));
    }

    private static Optional<RegKey> control(Probe probe, Registry registry) {
        try {
            return Optional.of(registry.controlSet());
        } catch (Unavailable e) {
            probe.notes().add(e.reason());
            return Optional.empty();
        }
    }

    private static String architecture(String name) {
        return switch (Text.lower(name)) {
            case "amd64" -> "x86_64";
            case "x86" -> "i386";
            case "arm64" -> "aarch64";
            default -> Text.lower(name);
        };
    }

    /** Time zone and clock. */
    public static EnvironmentFacts environment(Probe probe) {
        Optional<RegKey> zone = Registry.below(new Registry(probe).controlSet(), "Control\\TimeZoneInformation");
        boolean universal = zone.flatMap(z -> z.number("RealTimeIsUniversal")).orElse(0L) != 0;
        return new EnvironmentFacts(
                zone.flatMap(z -> z.string("TimeZoneKeyName").or(() -> z.string("StandardName"))),
                Optional.of(universal ? "UTC" : "LOCAL"),
                Registry.below(new Registry(probe).controlSet(), "Control\\Nls\\Language")
                        .flatMap(k -> k.string("InstallLanguage")),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }
}
