package dev.guestkit.guestfacts.internal.linux;

import dev.guestkit.guestfacts.EnvironmentFacts;
import dev.guestkit.guestfacts.internal.Probe;
import dev.guestkit.guestfacts.internal.Text;
import dev.guestkit.guestfacts.internal.Unavailable;
import dev.guestkit.guestfacts.internal.YamlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads time zone, locale, keyboard, cloud-init and crontabs. */
public final class EnvironmentReader {
    private final Probe probe;

    private EnvironmentReader(Probe probe) {
        this.probe = probe;
    }

    /** The settings; unavailable when the guest's /etc is not there. */
    public static EnvironmentFacts read(Probe probe) {
        if (probe.files().list("/etc").isEmpty()) {
            throw new Unavailable("/etc is missing or empty");
        }
        return new EnvironmentReader(probe).all();
    }

    private EnvironmentFacts all() {
        Optional<String> clock = probe.linesOrNone("/etc/adjtime").stream()
                .map(String::strip)
                .filter(l -> l.equals("UTC") || l.equals("LOCAL"))
                .findFirst();
        return new EnvironmentFacts(
                timezone(),
                clock,
                variable(
                        "LANG",
                        "/etc/locale.conf",
                        "/etc/default/locale",
                        "/etc/sysconfig/i18n",
                        "/etc/profile.d/locale.sh"),
                variable("KEYMAP", "/etc/vconsole.conf").or(() -> variable("XKBLAYOUT", "/etc/default/keyboard")),
                cloudInit(),
                new CronReader(probe).read());
    }

    private Optional<String> timezone() {
        String zoneinfo = "/zoneinfo/";
        return probe.files()
                .lstat("/etc/localtime")
                .map(n -> n.target())
                .filter(t -> t.contains(zoneinfo))
                .map(t -> Text.clean(t.substring(t.indexOf(zoneinfo) + zoneinfo.length())))
                .or(() -> probe.firstLine("/etc/timezone"))
                .or(() -> variable("ZONE", "/etc/sysconfig/clock"));
    }

    private Optional<String> variable(String name, String... paths) {
        for (String path : paths) {
            Optional<String> value =
                    Optional.ofNullable(ShellVars.parse(probe.linesOrNone(path)).get(name));
            if (value.isPresent()) {
                return value;
            }
        }
        return Optional.empty();
    }

    private Optional<EnvironmentFacts.CloudInit> cloudInit() {
        if (!probe.files().exists("/etc/cloud/cloud.cfg") && !probe.files().exists("/etc/cloud/cloud.cfg.d")) {
            return Optional.empty();
        }
        List<String> files = new ArrayList<>(List.of("/etc/cloud/cloud.cfg"));
        files.addAll(probe.files().glob("/etc/cloud/cloud.cfg.d/*.cfg"));
        files.removeIf(f -> !probe.files().exists(f));
        Map<String, Object> config = new LinkedHashMap<>();
        for (String file : files) {
            config.putAll(YamlText.mapping(probe.linesOrNone(file), file, probe.notes()));
        }
        Map<String, Object> user = YamlText.map(YamlText.map(config, "system_info"), "default_user");
        boolean noNetwork =
                YamlText.string(YamlText.map(config, "network"), "config").equals(Optional.of("disabled"));
        return Optional.of(new EnvironmentFacts.CloudInit(
                !probe.files().exists("/etc/cloud/cloud-init.disabled"),
                YamlText.strings(config, "datasource_list"),
                probe.firstLine("/var/lib/cloud/data/instance-id"),
                probe.firstLine("/var/lib/cloud/instance/datasource"),
                YamlText.string(config, "ssh_pwauth"),
                YamlText.string(config, "disable_root"),
                YamlText.string(user, "name"),
                noNetwork,
                files.stream().map(Text::clean).toList()));
    }
}
