package dev.guestkit.guestfacts;

import dev.guestkit.guestfacts.internal.Probe;
import dev.guestkit.guestfacts.internal.SoftwareReader;
import dev.guestkit.guestfacts.internal.Unavailable;
import dev.guestkit.guestfacts.internal.linux.AccountReader;
import dev.guestkit.guestfacts.internal.linux.BootReader;
import dev.guestkit.guestfacts.internal.linux.EnvironmentReader;
import dev.guestkit.guestfacts.internal.linux.NetworkReader;
import dev.guestkit.guestfacts.internal.linux.OsReader;
import dev.guestkit.guestfacts.internal.linux.SecurityReader;
import dev.guestkit.guestfacts.internal.linux.ServiceReader;
import dev.guestkit.guestfacts.internal.linux.SshdReader;
import dev.guestkit.guestfacts.internal.linux.StorageReader;
import dev.guestkit.guestfacts.internal.packages.PackageReader;
import dev.guestkit.guestfacts.internal.windows.Registry;
import dev.guestkit.guestfacts.internal.windows.WindowsAccounts;
import dev.guestkit.guestfacts.internal.windows.WindowsDisks;
import dev.guestkit.guestfacts.internal.windows.WindowsNetwork;
import dev.guestkit.guestfacts.internal.windows.WindowsSoftware;
import dev.guestkit.guestfacts.internal.windows.WindowsSystem;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads the facts about one guest. A Windows guest is known by its hives and read without regard to case. Never throws for what lies in the guest: a section that cannot be read says why.
 */
public final class GuestFacts {
    /** The sections that can be asked for. */
    public enum Topic {
        /** {@link SystemFacts#os()}. */
        OS,
        /** {@link SystemFacts#packages()}. */
        PACKAGES,
        /** {@link SystemFacts#services()}. */
        SERVICES,
        /** {@link SystemFacts#accounts()}. */
        ACCOUNTS,
        /** {@link SystemFacts#network()}. */
        NETWORK,
        /** {@link SystemFacts#security()}. */
        SECURITY,
        /** {@link SystemFacts#sshd()}. */
        SSHD,
        /** {@link SystemFacts#storage()}. */
        STORAGE,
        /** {@link SystemFacts#boot()}. */
        BOOT,
        /** {@link SystemFacts#software()}; reads packages and services for itself when those are not asked for. */
        SOFTWARE,
        /** {@link SystemFacts#environment()}. */
        ENVIRONMENT
    }

    private final GuestFiles files;
    private final FactsOptions options;
    private final Set<Topic> topics;

    private GuestFacts(GuestFiles files, FactsOptions options, Set<Topic> topics) {
        this.files = files;
        this.options = options;
        this.topics = topics;
    }

    /** Reads all sections. */
    public static SystemFacts read(GuestFiles files, FactsOptions options) {
        return read(files, options, EnumSet.allOf(Topic.class));
    }

    /** Reads some sections; the others are unknown because nobody asked. */
    public static SystemFacts read(GuestFiles files, FactsOptions options, Set<Topic> topics) {
        GuestFiles caseless = files.caseless();
        boolean windows = Registry.root(caseless).isPresent() && !files.exists("/etc/passwd");
        return windows
                ? new GuestFacts(caseless, options, topics).windows()
                : new GuestFacts(files, options, topics).linux();
    }

    private SystemFacts windows() {
        boolean software = topics.contains(Topic.SOFTWARE);
        Section<PackageFacts> packages = section(software, Topic.PACKAGES, WindowsSoftware::packages);
        Section<List<Service>> services = section(software, Topic.SERVICES, WindowsSoftware::services);
        return new SystemFacts(
                section(Topic.OS, WindowsSystem::os),
                asked(Topic.PACKAGES, packages),
                asked(Topic.SERVICES, services),
                section(Topic.ACCOUNTS, WindowsAccounts::read),
                section(Topic.NETWORK, WindowsNetwork::network),
                section(Topic.SECURITY, WindowsNetwork::security),
                section(Topic.SSHD, p -> {
                    throw new Unavailable("sshd of Windows is not read");
                }),
                section(Topic.STORAGE, WindowsDisks::storage),
                section(Topic.BOOT, WindowsDisks::boot),
                section(Topic.SOFTWARE, p -> SoftwareReader.read(p, packages, services)),
                section(Topic.ENVIRONMENT, WindowsSystem::environment));
    }

    private SystemFacts linux() {
        boolean software = topics.contains(Topic.SOFTWARE);
        Section<PackageFacts> packages = section(software, Topic.PACKAGES, PackageReader::read);
        Section<List<Service>> services = section(software, Topic.SERVICES, ServiceReader::read);
        return new SystemFacts(
                section(Topic.OS, OsReader::read),
                asked(Topic.PACKAGES, packages),
                asked(Topic.SERVICES, services),
                section(Topic.ACCOUNTS, AccountReader::read),
                section(Topic.NETWORK, NetworkReader::read),
                section(Topic.SECURITY, SecurityReader::read),
                section(Topic.SSHD, SshdReader::read),
                section(Topic.STORAGE, StorageReader::read),
                section(Topic.BOOT, BootReader::read),
                section(Topic.SOFTWARE, p -> SoftwareReader.read(p, packages, services)),
                section(Topic.ENVIRONMENT, EnvironmentReader::read));
    }

    private <T> Section<T> section(Topic topic, Function<Probe, T> reader) {
        return section(false, topic, reader);
    }

    private <T> Section<T> section(boolean anyway, Topic topic, Function<Probe, T> reader) {
        return anyway || topics.contains(topic) ? Probe.section(files, options, reader) : notAsked();
    }

    private <T> Section<T> asked(Topic topic, Section<T> section) {
        return topics.contains(topic) ? section : notAsked();
    }

    private static <T> Section<T> notAsked() {
        return new Section.Unknown<>("not asked for", List.of());
    }
}
