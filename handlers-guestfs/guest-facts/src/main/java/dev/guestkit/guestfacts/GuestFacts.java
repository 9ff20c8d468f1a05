package dev.guestkit.guestfacts;

import dev.guestkit.guestfacts.internal.Probe;
import dev.guestkit.guestfacts.internal.linux.AccountReader;
import dev.guestkit.guestfacts.internal.linux.NetworkReader;
import dev.guestkit.guestfacts.internal.linux.OsReader;
import dev.guestkit.guestfacts.internal.linux.ServiceReader;
import dev.guestkit.guestfacts.internal.linux.StorageReader;
import dev.guestkit.guestfacts.internal.packages.PackageReader;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Reads the facts about one guest. Never throws for what lies in the guest: a section that cannot be read says why. */
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
        /** {@link SystemFacts#storage()}. */
        STORAGE
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
        return new GuestFacts(files, options, topics).all();
    }

    private SystemFacts all() {
        return new SystemFacts(
                section(Topic.OS, OsReader::read),
                section(Topic.PACKAGES, PackageReader::read),
                section(Topic.SERVICES, ServiceReader::read),
                section(Topic.ACCOUNTS, AccountReader::read),
                section(Topic.NETWORK, NetworkReader::read),
                section(Topic.STORAGE, StorageReader::read));
    }

    private <T> Section<T> section(Topic topic, Function<Probe, T> reader) {
        return topics.contains(topic)
                ? Probe.section(files, options, reader)
                : new Section.Unknown<>("not asked for", List.of());
    }
}
