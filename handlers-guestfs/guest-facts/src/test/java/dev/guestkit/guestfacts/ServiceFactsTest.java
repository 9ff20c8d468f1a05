package dev.guestkit.guestfacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceFactsTest {
    @TempDir
    Path dir;

    @Test
    void unitStatesOfThisMachineAreWhatSystemctlSays() throws IOException {
        Tools.need("systemctl", "cp");
        for (String tree : List.of(
                "etc/systemd",
                "lib/systemd/system",
                "lib/systemd/system-preset",
                "usr/lib/systemd/system",
                "etc/init.d")) {
            if (Files.isDirectory(Path.of("/", tree))) {
                Files.createDirectories(dir.resolve(tree).getParent());
                Tools.run(
                        dir,
                        "cp",
                        "-a",
                        "/" + tree,
                        dir.resolve(tree).getParent().toString());
            }
        }
        assertThat(ours()).isEqualTo(systemctl()).hasSizeGreaterThan(20);
    }

    @Test
    void unitStatesOfEveryKindAreWhatSystemctlSays() throws IOException {
        Tools.need("systemctl");
        everyKind();
        Map<String, String> ours = ours();
        assertThat(ours).isEqualTo(systemctl());
        assertThat(ours.values().stream().map(v -> v.split(" ", -1)[0]).distinct())
                .contains("enabled", "disabled", "masked", "static", "indirect", "alias", "linked");
    }

    @Test
    void dropInsOfEveryKindChangeWhatTheUnitSays() throws IOException {
        String lib = "usr/lib/systemd/system/";
        Tools.write(dir, lib + "a-b@.service", "[Unit]\nDescription=old\n[Service]\nExecStart=/usr/bin/old\n");
        link(lib + "a-b@1.service", "a-b@.service");
        Tools.write(dir, "etc/systemd/system/service.d/20.conf", "[Unit]\nDescription=of all services\n");
        Tools.write(dir, "etc/systemd/system/a-.service.d/30.conf", "[Unit]\nDescription=of a family\n");
        Tools.write(
                dir, "etc/systemd/system/a-b@.service.d/10.conf", "[Service]\nExecStart=\nExecStart=/usr/bin/new\n");
        Tools.write(dir, lib + "a-b@.service.d/10.conf", "[Service]\nExecStart=\nExecStart=/usr/bin/hidden\n");
        Service one = services().stream()
                .filter(s -> s.name().equals("a-b@1.service"))
                .findFirst()
                .orElseThrow();
        assertThat(one.description()).contains("of a family");
        assertThat(one.command()).contains("/usr/bin/new");
        assertThat(one.dropIns())
                .containsExactly(
                        "/etc/systemd/system/a-b@.service.d/10.conf",
                        "/etc/systemd/system/service.d/20.conf",
                        "/etc/systemd/system/a-.service.d/30.conf");
    }

    @Test
    void scriptsAreEnabledByTheirLinks() throws IOException {
        Tools.write(dir, "etc/init.d/on", "#!/bin/sh\n### BEGIN INIT INFO\n# Short-Description: does it\n");
        Tools.write(dir, "etc/init.d/off", "#!/bin/sh\n");
        Tools.write(dir, "etc/init.d/README", "no script");
        for (String script : List.of("on", "off", "README")) {
            assertThat(dir.resolve("etc/init.d/" + script).toFile().setExecutable(true))
                    .isTrue();
        }
        Files.createDirectories(dir.resolve("etc/rc2.d"));
        Files.createSymbolicLink(dir.resolve("etc/rc2.d/S01on"), Path.of("../init.d/on"));
        Files.createSymbolicLink(dir.resolve("etc/rc2.d/K01off"), Path.of("../init.d/off"));
        assertThat(services())
                .extracting(Service::name, Service::state, Service::manager)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("off", "disabled", "sysv"),
                        org.assertj.core.groups.Tuple.tuple("on", "enabled", "sysv"));
        assertThat(services().get(1).startedBy()).containsExactly("rc2.d");
        assertThat(services().get(1).description()).contains("does it");
    }

    private void everyKind() throws IOException {
        String install = "[Unit]\nDescription=d\n[Service]\nExecStart=/bin/x\n[Install]\n";
        String lib = "usr/lib/systemd/system/";
        String etc = "etc/systemd/system/";
        Tools.write(dir, lib + "on.service", install + "WantedBy=multi-user.target\n");
        Tools.write(dir, lib + "off.service", install + "WantedBy=multi-user.target\n");
        Tools.write(dir, lib + "required.service", install + "RequiredBy=x.target\n");
        Tools.write(dir, lib + "static.service", "[Service]\nExecStart=/bin/x\n");
        Tools.write(dir, lib + "vendor.service", "[Service]\nExecStart=/bin/x\n");
        Tools.write(dir, lib + "also.service", install + "Also=on.service\n");
        Tools.write(dir, lib + "both.service", install + "Also=on.service\nWantedBy=x.target\n");
        Tools.write(dir, lib + "named.service", install + "Alias=other.service\n");
        Tools.write(dir, lib + "byhand.service", "[Service]\nExecStart=/bin/x\n");
        Tools.write(dir, lib + "masked.service", install + "WantedBy=x.target\n");
        Tools.write(dir, lib + "empty.service", "");
        Tools.write(dir, lib + "tty@.service", install + "WantedBy=x.target\nDefaultInstance=one\n");
        Tools.write(dir, lib + "inst@.service", install + "WantedBy=x.target\n");
        Tools.write(dir, lib + "idle@.service", install + "WantedBy=x.target\n");
        Tools.write(dir, lib + "dropped.service", "[Service]\nExecStart=/bin/x\n");
        Tools.write(dir, etc + "dropped.service.d/50.conf", "[Install]\nWantedBy=x.target\n");
        Tools.write(dir, etc + "local.timer", "[Timer]\nOnBootSec=1\n[Install]\nWantedBy=timers.target\n");
        Tools.write(dir, "opt/far.service", install + "WantedBy=x.target\n");
        Tools.write(dir, "opt/farther.service", install + "WantedBy=x.target\n");
        Tools.write(dir, "usr/lib/systemd/system-preset/90.preset", "disable off.*\nenable o*\ndisable *\n");
        Tools.write(dir, "etc/systemd/system-preset/10.preset", "# mine\nenable local.timer\n");
        link(etc + "multi-user.target.wants/on.service", "/usr/lib/systemd/system/on.service");
        link(etc + "x.target.requires/required.service", "../../../../usr/lib/systemd/system/required.service");
        link(lib + "x.target.wants/vendor.service", "../vendor.service");
        link(etc + "other.service", "/usr/lib/systemd/system/named.service");
        link(etc + "nickname.service", "/usr/lib/systemd/system/byhand.service");
        link(lib + "vendoralias.service", "static.service");
        link(etc + "masked.service", "/dev/null");
        link(etc + "x.target.wants/tty@one.service", "/usr/lib/systemd/system/tty@.service");
        link(etc + "x.target.wants/inst@two.service", "/usr/lib/systemd/system/inst@.service");
        link(etc + "far.service", "/opt/far.service");
        link(etc + "farther.service", "/opt/farther.service");
        link(etc + "x.target.wants/farther.service", "/opt/farther.service");
    }

    private void link(String path, String target) throws IOException {
        Files.createDirectories(dir.resolve(path).getParent());
        Files.createSymbolicLink(dir.resolve(path), Path.of(target));
    }

    private Map<String, String> systemctl() {
        Map<String, String> states = new TreeMap<>();
        Tools.run(dir, "systemctl", "--root=" + dir, "list-unit-files", "--no-legend", "--no-pager", "--full")
                .lines()
                .map(l -> l.trim().split("\\s+"))
                .filter(f -> f.length == 3)
                .forEach(f -> states.put(f[0], f[1] + " " + f[2]));
        return states;
    }

    private Map<String, String> ours() {
        Map<String, String> states = new TreeMap<>();
        services().stream()
                .filter(s -> s.manager().equals("systemd"))
                .forEach(s -> states.put(s.name(), s.state() + " " + s.preset().orElse("-")));
        return states;
    }

    private List<Service> services() {
        return GuestFacts.read(
                        GuestFiles.of(new DirectoryTree(dir)),
                        FactsOptions.defaults(),
                        EnumSet.of(GuestFacts.Topic.SERVICES))
                .services()
                .known()
                .orElseThrow();
    }
}
