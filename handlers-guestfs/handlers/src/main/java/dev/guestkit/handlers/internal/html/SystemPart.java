package dev.guestkit.handlers.internal.html;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One operating system with everything that was found in it. */
final class SystemPart {
    private final Markup page;
    private final JsonNode system;

    SystemPart(Markup page, JsonNode system) {
        this.page = page;
        this.system = system;
    }

    /** What people call a system. */
    static String title(JsonNode system) {
        return system.at("/os/product_name").asText("An operating system");
    }

    void write(int number) {
        page.element("h2", title(system), "id", "system-" + number);
        about();
        packages("packages", "Packages");
        packages("language_packages", "Packages of languages");
        services();
        users();
        network();
        security();
        software();
        boot();
        environment();
        new FindingsPart(page, system.path("deep_scan")).write();
        unknown();
    }

    private void about() {
        JsonNode os = system.path("os");
        page.open("div", "class", "card");
        Table.pairs(
                page,
                List.of(
                        "root", system.path("root").asText(),
                        "host name", os.path("hostname").asText(""),
                        "version", os.path("version").asText(""),
                        "build", os.path("build").asText(""),
                        "architecture", os.path("architecture").asText(""),
                        "machine id", os.path("machine_id").asText(""),
                        "package management", os.path("package_management").asText(""),
                        "init", os.path("init").asText(""),
                        "time zone", system.at("/environment/timezone").asText(""),
                        "language", system.at("/environment/locale").asText(""),
                        "mounts",
                                Words.each(system.path("mountpoints"))
                                        .map(m -> m.path("path").asText() + " ("
                                                + m.path("device").asText() + ", "
                                                + m.path("type").asText() + ")")
                                        .collect(Collectors.joining(", ")),
                        "mounts missing", Words.join(system.path("mounts_missing"))));
        page.close();
    }

    /** A part that can be folded; {@code count} is empty for none. */
    private Markup fold(String title, String count, boolean open) {
        if (open) {
            page.open("details", "open", "");
        } else {
            page.open("details");
        }
        page.open("summary").element("h3", title);
        if (!count.isEmpty()) {
            page.element("span", count, "class", "count");
        }
        return page.close();
    }

    private void packages(String section, String title) {
        JsonNode packages = system.path(section);
        if (packages.isObject()) {
            fold(title, Words.count(packages.path("total").asLong()), true);
            new Table()
                    .column("name", "name")
                    .column(
                            "version",
                            row -> row.path("full_version")
                                    .asText(row.path("version").asText("")))
                    .column("architecture", "arch")
                    .column("format", row -> section.equals("packages") ? "" : Words.join(row.path("format")))
                    .number("size", row -> Words.size(row.path("installed_bytes")))
                    .column("license", "license")
                    .column(
                            "about",
                            row -> row.path("summary").asText(row.path("path").asText("")))
                    .write(page, packages.path("packages"), "Search packages");
            page.close();
        }
    }

    private void services() {
        JsonNode services = system.path("services");
        if (services.isArray()) {
            fold("Services", Words.count(services.size()), true);
            new Table()
                    .column("name", "name")
                    .column("state", "state")
                    .column("type", "type")
                    .column("started by", "started_by")
                    .column("about", "description")
                    .write(page, services, "Search services");
            page.close();
        }
    }

    private void users() {
        JsonNode accounts = system.path("accounts");
        if (accounts.isObject()) {
            fold("Users", Words.count(accounts.path("users").size()), true);
            new Table()
                    .column("name", "name")
                    .number("uid", Words.text("uid"))
                    .column("full name", "full_name")
                    .column("password", row -> password(row))
                    .column("groups", "groups")
                    .column("shell", "shell")
                    .column("home", "home")
                    .write(page, accounts.path("users"), "Search users");
            page.close();
        }
    }

    private static String password(JsonNode user) {
        String hash = user.path("hash").asText("");
        return user.path("password").asText("") + (hash.isEmpty() ? "" : " (" + hash + ")");
    }

    private void network() {
        JsonNode network = system.path("network");
        if (network.isObject()) {
            fold("Network", Words.plural(network.path("interfaces").size(), "interface", "interfaces"), true);
            if (!network.path("interfaces").isEmpty()) {
                new Table()
                        .column("interface", "name")
                        .column("kind", "kind")
                        .column("addresses", row -> addresses(row))
                        .column("gateways", "gateways")
                        .column("MAC", "mac")
                        .column("configured by", "file")
                        .write(page, network.path("interfaces"));
            }
            Table.pairs(
                    page,
                    List.of(
                            "name servers", Words.join(network.path("nameservers")),
                            "search domains", Words.join(network.path("search_domains")),
                            "managers", Words.join(network.path("managers")),
                            "hosts", Words.join(network.path("hosts"))));
            page.close();
        }
    }

    private static String addresses(JsonNode row) {
        List<String> all = new ArrayList<>();
        all.add(Words.join(row.path("addresses")));
        all.add(row.path("dhcp4").asBoolean() ? "DHCP" : "");
        all.add(row.path("dhcp6").asBoolean() ? "DHCPv6" : "");
        return all.stream().filter(t -> !t.isEmpty()).collect(Collectors.joining(", "));
    }

    private void security() {
        JsonNode security = system.path("security");
        JsonNode sshd = system.path("sshd");
        if (security.isObject() || sshd.isObject()) {
            fold("Security", "", true);
            JsonNode selinux = security.path("selinux");
            JsonNode apparmor = security.path("apparmor");
            Table.pairs(
                    page,
                    List.of(
                            "SELinux", configured(selinux, Words.join(selinux.path("mode"))),
                            "AppArmor",
                                    configured(
                                            apparmor,
                                            Words.plural(
                                                    apparmor.path("profiles").size(), "profile", "profiles")),
                            "firewalls",
                                    Words.each(security.path("firewalls"))
                                            .map(f -> f.path("kind").asText()
                                                    + (f.path("enabled").asBoolean() ? " (on)" : " (off)"))
                                            .collect(Collectors.joining(", ")),
                            "SSH server", configured(sshd, "configured")));
            sshd(sshd);
            page.close();
        }
    }

    private static String configured(JsonNode what, String how) {
        return what.isObject() ? what.path("configured").asBoolean() ? how : "not configured" : "";
    }

    private void sshd(JsonNode sshd) {
        Set<String> names = new TreeSet<>();
        sshd.path("effective").fieldNames().forEachRemaining(names::add);
        sshd.path("explicit").fieldNames().forEachRemaining(names::add);
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        names.forEach(name -> rows.addObject()
                .put("name", name)
                .put("value", Words.join(sshd.path("effective").path(name)))
                .put("file", sshd.path("explicit").path(name).asText("")));
        if (!rows.isEmpty()) {
            new Table()
                    .column("SSH setting", "name")
                    .column("value", "value")
                    .column("set in", "file")
                    .write(page, rows);
        }
    }

    private void software() {
        if (!system.path("software").isEmpty()) {
            fold(
                    "Databases, web servers, agents",
                    Words.count(system.path("software").size()),
                    true);
            new Table()
                    .column("product", "product")
                    .column("kind", "kind")
                    .column("version", "version")
                    .column("starts by itself", "enabled")
                    .column("ports", "ports")
                    .column("data", "data_directories")
                    .column("configuration", "configs")
                    .write(page, system.path("software"));
            page.close();
        }
    }

    private void boot() {
        JsonNode boot = system.path("boot");
        if (boot.isObject()) {
            fold("Boot", Words.plural(boot.path("kernels").size(), "kernel", "kernels"), false);
            new Table()
                    .column("kernel", "version")
                    .column("image", "image")
                    .column("initramfs", "initramfs")
                    .write(page, boot.path("kernels"));
            Table.pairs(
                    page,
                    List.of(
                            "loaders",
                                    Words.each(boot.path("loaders"))
                                            .map(l -> l.path("kind").asText() + " ("
                                                    + l.path("file").asText() + ")")
                                            .collect(Collectors.joining(", ")),
                            "command line", boot.path("command_line").asText("")));
            page.close();
        }
    }

    private void environment() {
        JsonNode scheduled = system.at("/environment/scheduled");
        if (!scheduled.isEmpty()) {
            fold("Scheduled", Words.count(scheduled.size()), false);
            new Table()
                    .column("when", "schedule")
                    .column("as", "user")
                    .column("what", "program")
                    .column("from", "file")
                    .write(page, scheduled);
            page.close();
        }
    }

    /** What is missing must not look like nothing. */
    private void unknown() {
        JsonNode missing = system.path("sections_unavailable");
        JsonNode notes = system.path("notes");
        if (missing.isEmpty() && notes.isEmpty()) {
            return;
        }
        fold("Not known, or not whole", Words.count(missing.size() + notes.size()), true);
        List<String> pairs = new ArrayList<>();
        missing.forEach(m -> {
            pairs.add(m.path("section").asText());
            pairs.add("not known: " + m.path("reason").asText());
        });
        notes.properties()
                .forEach(n -> n.getValue().forEach(note -> {
                    pairs.add(n.getKey());
                    pairs.add(note.asText());
                }));
        Table.pairs(page, pairs);
        page.close();
    }
}
