package dev.guestkit.guestfacts.internal.linux;

import dev.guestkit.guestfacts.OsFacts;
import dev.guestkit.guestfacts.internal.Probe;
import dev.guestkit.guestfacts.internal.Text;
import dev.guestkit.guestfacts.internal.Unavailable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says which Linux it is: os-release first (os-release(5)), then the older files of the distributions. */
public final class OsReader {
    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,9})(?:\\.(\\d{1,9}))?");

    private final Probe probe;
    private final Map<String, String> vars = new TreeMap<>();

    private OsReader(Probe probe) {
        this.probe = probe;
    }

    /** The operating system; unavailable when nothing names one. */
    public static OsFacts read(Probe probe) {
        return new OsReader(probe).all();
    }

    private OsFacts all() {
        identify();
        String id = vars.getOrDefault("ID", "");
        if (id.isEmpty() && !probe.files().exists("/etc/passwd")) {
            throw new Unavailable("no os-release, no release file of a distribution and no /etc/passwd was found");
        }
        String distro = Distro.name(id);
        Optional<String> version = version(distro);
        Matcher numbers = NUMBERS.matcher(version.orElse(""));
        boolean numbered = numbers.find();
        Packaging packaging = Packaging.of(probe, id, vars.getOrDefault("ID_LIKE", ""));
        return new OsFacts(
                "linux",
                distro,
                vars.getOrDefault("PRETTY_NAME", vars.getOrDefault("NAME", distro)),
                Text.nonEmpty(id),
                Text.words(vars.getOrDefault("ID_LIKE", "")),
                version,
                numbered ? Text.number(numbers.group(1)) : Optional.empty(),
                numbered
                        ? Optional.ofNullable(numbers.group(2))
                                .flatMap(Text::number)
                                .or(() -> Optional.of(0L))
                        : Optional.empty(),
                codename(),
                Text.nonEmpty(vars.getOrDefault("VARIANT", vars.getOrDefault("VARIANT_ID", ""))),
                Text.nonEmpty(vars.getOrDefault("BUILD_ID", "")),
                hostname(),
                Architecture.of(probe),
                machineId(),
                packaging.format(),
                packaging.management(),
                init());
    }

    private void identify() {
        for (String path : List.of("/etc/os-release", "/usr/lib/os-release", "/etc/initrd-release")) {
            if (vars.isEmpty()) {
                vars.putAll(ShellVars.parse(probe.linesOrNone(path)));
            }
        }
        Map<String, String> lsb = ShellVars.parse(probe.linesOrNone("/etc/lsb-release"));
        vars.putIfAbsent("LSB_CODENAME", lsb.getOrDefault("DISTRIB_CODENAME", ""));
        if (!vars.containsKey("ID")) {
            lsb.computeIfPresent("DISTRIB_ID", (k, v) -> vars.put("ID", Text.lower(v)));
            lsb.computeIfPresent("DISTRIB_RELEASE", (k, v) -> vars.put("VERSION_ID", v));
            lsb.computeIfPresent("DISTRIB_DESCRIPTION", (k, v) -> vars.put("PRETTY_NAME", v));
        }
        if (!vars.containsKey("ID")) {
            ReleaseFiles.identify(probe, vars);
        }
    }

    /** Debian, CentOS and Rocky's older releases name only the major version in os-release; their own files say more. */
    private Optional<String> version(String distro) {
        Optional<String> own = Text.nonEmpty(vars.getOrDefault("VERSION_ID", ""));
        if (own.isPresent() && own.get().contains(".")) {
            return own;
        }
        String path = switch (distro) {
            case "debian" -> "/etc/debian_version";
            case "centos" -> "/etc/centos-release";
            case "alpinelinux" -> "/etc/alpine-release";
            default -> "";
        };
        Optional<String> longer = path.isEmpty() ? Optional.empty() : probe.firstLine(path);
        return longer.map(l -> NUMBERS.matcher(l))
                .filter(Matcher::find)
                .map(Matcher::group)
                .filter(v -> own.isEmpty() || v.startsWith(own.get()))
                .or(() -> own);
    }

    private Optional<String> codename() {
        Optional<String> named = Text.nonEmpty(vars.getOrDefault("VERSION_CODENAME", ""))
                .or(() -> Text.nonEmpty(vars.getOrDefault("LSB_CODENAME", "")));
        Matcher inBrackets = Pattern.compile("\\(([^()]{1,64})\\)").matcher(vars.getOrDefault("VERSION", ""));
        return named.isEmpty() && inBrackets.find() ? Optional.of(inBrackets.group(1)) : named;
    }

    private Optional<String> hostname() {
        // Comments and blank lines are skipped (hostname(5)); Gentoo, older Red Hat and SUSE have files of their own.
        Optional<String> modern = probe.linesOrNone("/etc/hostname").stream()
                .map(String::strip)
                .filter(l -> !l.isEmpty() && !l.startsWith("#"))
                .findFirst();
        return modern.map(h -> h.contains("=") ? h.substring(h.indexOf('=') + 1).replace("\"", "") : h)
                .or(() -> Optional.ofNullable(ShellVars.parse(probe.linesOrNone("/etc/sysconfig/network"))
                        .get("HOSTNAME")))
                .or(() -> Optional.ofNullable(ShellVars.parse(probe.linesOrNone("/etc/conf.d/hostname"))
                        .get("hostname")))
                .or(() -> probe.firstLine("/etc/HOSTNAME"));
    }

    private Optional<String> machineId() {
        return probe.firstLine("/etc/machine-id")
                .filter(m -> !m.equals("uninitialized"))
                .or(() -> probe.firstLine("/var/lib/dbus/machine-id"));
    }

    private Optional<String> init() {
        for (String path : List.of("/sbin/init", "/usr/sbin/init", "/init")) {
            Optional<String> real = probe.files().resolve(path);
            Optional<String> name = real.map(r -> r.substring(r.lastIndexOf('/') + 1))
                    .map(n -> n.equals("busybox") && probe.files().exists("/sbin/openrc") ? "openrc" : n)
                    .filter(
                            List.of("systemd", "busybox", "runit", "openrc", "openrc-init", "dinit", "s6-linux-init")
                                    ::contains);
            if (name.isPresent()) {
                return name;
            }
        }
        return probe.files().exists("/usr/lib/systemd/systemd") || probe.files().exists("/lib/systemd/systemd")
                ? Optional.of("systemd")
                : Optional.of("sysv").filter(s -> probe.files().exists("/etc/inittab"));
    }
}
