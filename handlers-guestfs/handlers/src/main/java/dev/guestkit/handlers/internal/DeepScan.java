package dev.guestkit.handlers.internal;

import dev.guestkit.appliance.ApplianceException;
import dev.guestkit.appliance.FileEntry;
import dev.guestkit.appliance.FileListing;
import dev.guestkit.appliance.ListRequest;
import dev.guestkit.guestfacts.FactsOptions;
import dev.guestkit.guestfacts.FileFacts;
import dev.guestkit.guestfacts.GuestEntry;
import dev.guestkit.guestfacts.GuestFacts;
import dev.guestkit.guestfacts.LanguageFacts;
import dev.guestkit.guestfacts.Section;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Facts about single files of one system. The names of all its files come out of the appliance in one listing a file system; what stands
 * out is found afterwards, without it.
 */
final class DeepScan {
    private static final int MAX_FILES = 500_000;
    private static final int MAX_LISTED = 1_000;

    private final AssembledSystem system;
    private final Map<String, FileListing> listings = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();
    private final Optional<LanguageScan> languages;

    /** {@code packages} says whether those of programming languages are wanted, too. */
    DeepScan(AssembledSystem system, boolean packages) {
        this.system = system;
        this.languages = packages ? Optional.of(new LanguageScan()) : Optional.empty();
    }

    /** Lists every file, while the file systems are mounted in the appliance. */
    void list() {
        system.mounts().forEach((mountPoint, volume) -> {
            unlessUnreadable(mountPoint, this::note, () -> {
                FileListing listing = volume.files().list(ListRequest.all("").withMaxEntries(MAX_FILES));
                if (listing.truncated()) {
                    note(mountPoint + ": more than " + MAX_FILES + " files, the rest is not looked at");
                }
                listings.put(mountPoint, listing);
            });
            Optional<FileListing> listed = Optional.ofNullable(listings.get(mountPoint));
            languages.ifPresent(scan -> listed.ifPresent(
                    all -> unlessUnreadable(mountPoint, scan::note, () -> scan.copy(volume, mountPoint, all))));
        });
    }

    /** What is not looked at here is not looked at for packages either. */
    private void note(String note) {
        notes.add(note);
        languages.ifPresent(scan -> scan.note(note));
    }

    private static void unlessUnreadable(String mountPoint, Consumer<String> otherwise, Runnable work) {
        try {
            work.run();
        } catch (ApplianceException e) {
            if (e.kind() != ApplianceException.Kind.GUEST_UNREADABLE) {
                throw e;
            }
            otherwise.accept(mountPoint + ": " + e.getMessage());
        }
    }

    /** What the package managers of programming languages have installed, when that was asked for. */
    Optional<Section<LanguageFacts>> languages() {
        return languages.map(LanguageScan::facts);
    }

    /** What stands out, with what could not be looked at. */
    Section<FileFacts> facts(Instant now) {
        FactsOptions limits = FactsOptions.defaults();
        var accounts = GuestFacts.read(system.files(), limits, EnumSet.of(GuestFacts.Topic.ACCOUNTS))
                .accounts();
        Section<FileFacts> facts =
                dev.guestkit.guestfacts.DeepScan.of(this::entries, system.files(), accounts, limits, now, MAX_LISTED);
        List<String> all = new ArrayList<>(notes);
        all.addAll(facts.notes());
        return facts.known()
                .<Section<FileFacts>>map(f -> new Section.Known<>(f, all))
                .orElseGet(() -> new Section.Unknown<>(facts.unknownBecause().orElse("not read"), all));
    }

    private Iterator<GuestEntry> entries() {
        return listings.entrySet().stream()
                .flatMap(l -> l.getValue().entries().stream().map(e -> entry(l.getKey(), e)))
                .iterator();
    }

    static GuestEntry entry(String mountPoint, FileEntry e) {
        String prefix = mountPoint.equals("/") ? "/" : mountPoint + "/";
        return new GuestEntry(prefix + e.path(), VolumeNames.node(e));
    }
}
