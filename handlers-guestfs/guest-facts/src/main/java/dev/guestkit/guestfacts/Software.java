package dev.guestkit.guestfacts;

import java.util.List;
import java.util.Optional;

/**
 * A database, a web server or a tool for virtual machines that is installed.
 *
 * @param kind {@code database}, {@code web-server}, {@code guest-tools} or {@code cloud-agent}
 * @param product its plain name, such as {@code postgresql}
 * @param version the package's version, when a package brought it
 * @param packages the packages it was found by
 * @param services the services it was found by
 * @param enabled whether one of them starts by itself; absent when it has no service here
 * @param configs its configuration files
 * @param dataDirectories where its data lie, by configuration or by custom, when they are there
 * @param ports what it listens on, where its configuration says so plainly
 */
public record Software(
        String kind,
        String product,
        Optional<String> version,
        List<String> packages,
        List<String> services,
        Optional<Boolean> enabled,
        List<String> configs,
        List<String> dataDirectories,
        List<String> ports) {
    /** Copies. */
    public Software {
        packages = List.copyOf(packages);
        services = List.copyOf(services);
        configs = List.copyOf(configs);
        dataDirectories = List.copyOf(dataDirectories);
        ports = List.copyOf(ports);
    }
}
