package dev.guestkit.guestfacts.internal;

import dev.guestkit.guestfacts.InstalledPackage;
import dev.guestkit.guestfacts.PackageFacts;
import dev.guestkit.guestfacts.Section;
import dev.guestkit.guestfacts.Service;
import dev.guestkit.guestfacts.Software;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks for known products among packages and services, then at their configuration. */
public final class SoftwareReader {
    private static final Pattern DATA = Pattern.compile(
            "^\\s*(?:data_directory|datadir|dbPath|dir|path\\.data|data-dir)\\s*[=:\\s]\\s*['\"]?([^'\"#;\\s]{1,300})");
    private static final Pattern PORT = Pattern.compile(
            "^\\s*(?:port|listen|Listen|server\\.port|http\\.port)\\s*[=:\\s]\\s*['\"]?([^'\"#;{}]{1,80})");
    private static final int MAX_CONFIGS = 50;

    private final Probe probe;
    private final List<InstalledPackage> packages;
    private final List<Service> services;

    private SoftwareReader(Probe probe, List<InstalledPackage> packages, List<Service> services) {
        this.probe = probe;
        this.packages = packages;
        this.services = services;
    }

    /** The products found; unavailable when neither packages nor services are known. */
    public static List<Software> read(Probe probe, Section<PackageFacts> packages, Section<List<Service>> services) {
        if (packages.known().isEmpty() && services.known().isEmpty()) {
            throw new Unavailable(
                    "neither packages (" + packages.unknownBecause().orElse("") + ") nor services ("
                            + services.unknownBecause().orElse("") + ") are known");
        }
        packages.unknownBecause().ifPresent(r -> probe.notes().add("looked at services only: " + r));
        services.unknownBecause().ifPresent(r -> probe.notes().add("looked at packages only: " + r));
        SoftwareReader reader = new SoftwareReader(
                probe,
                packages.known().map(PackageFacts::packages).orElse(List.of()),
                services.known().orElse(List.of()));
        return Catalogue.ALL.stream().flatMap(p -> reader.product(p).stream()).toList();
    }

    private Optional<Software> product(Product product) {
        List<InstalledPackage> by =
                packages.stream().filter(p -> any(product.packages(), p.name())).toList();
        List<Service> run = services.stream()
                .filter(s ->
                        any(product.services(), plain(s.name())) && !s.state().equals("alias"))
                .filter(s -> !s.state().equals("masked") || !by.isEmpty())
                .toList();
        if (by.isEmpty() && run.isEmpty()) {
            return Optional.empty();
        }
        List<String> configs = product.configs().stream()
                .flatMap(c -> probe.files().glob(c).stream())
                .limit(MAX_CONFIGS)
                .toList();
        Set<String> data = new LinkedHashSet<>();
        Set<String> ports = new LinkedHashSet<>();
        configs.forEach(c -> settings(c, data, ports));
        product.data().forEach(d -> probe.files().glob(d).forEach(f -> data.add(Text.clean(f))));
        return Optional.of(new Software(
                product.kind(),
                product.name(),
                by.stream().map(InstalledPackage::fullVersion).findFirst(),
                by.stream().map(InstalledPackage::name).toList(),
                run.stream().map(Service::name).toList(),
                run.isEmpty() ? Optional.empty() : Optional.of(run.stream().anyMatch(Service::startsByItself)),
                configs.stream().map(Text::clean).toList(),
                new ArrayList<>(data),
                new ArrayList<>(ports)));
    }

    private void settings(String path, Set<String> data, Set<String> ports) {
        for (String line : probe.linesOrNone(path)) {
            Matcher directory = DATA.matcher(line);
            if (directory.find() && directory.group(1).startsWith("/")) {
                data.add(directory.group(1));
            }
            Matcher port = PORT.matcher(line);
            if (port.find() && ports.size() < 20) {
                ports.add(port.group(1).strip());
            }
        }
    }

    private static boolean any(List<String> patterns, String name) {
        return patterns.stream().anyMatch(p -> Globs.matches(p, name));
    }

    private static String plain(String unit) {
        int dot = unit.lastIndexOf('.');
        return dot > 0 && (unit.endsWith(".service") || unit.endsWith(".socket")) ? unit.substring(0, dot) : unit;
    }
}
